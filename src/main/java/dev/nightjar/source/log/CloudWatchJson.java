package dev.nightjar.source.log;

import tools.jackson.databind.JsonNode;

/**
 * AWS CloudWatch: {@code events[].message} is one line of the plain log of RDS or Aurora. Built from its documentation:
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
record CloudWatchJson() implements JsonService {
    @Override
    public boolean write(JsonNode object, PlainLines out) {
        JsonNode message = object.path("message");
        if (!message.isString()) {
            return false;
        }
        JsonService.line(message.asString(), out);
        return true;
    }
}
