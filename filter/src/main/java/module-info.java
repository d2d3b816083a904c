/** The outgoing filter: grammar, compilation, decisions and their explanation. Plain Java without dependencies and without I/O. */
module dev.periscope.filter {
    requires static org.jspecify;

    exports dev.periscope.filter;
    exports dev.periscope.filter.address;
    exports dev.periscope.filter.entry;
    exports dev.periscope.filter.json;
    exports dev.periscope.filter.name;
    exports dev.periscope.filter.older;
}
