package dev.periscope.agent.link;

import dev.periscope.agent.connect.Dialer;
import dev.periscope.agent.enforce.NameService;
import dev.periscope.agent.enforce.Openings;
import dev.periscope.agent.log.EventLog;
import dev.periscope.agent.names.NameMemory;
import dev.periscope.tunnel.message.Environment;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What every link needs of the agent.
 *
 * @param openings rules on flows
 * @param names rules on names and resolves them
 * @param memory which names addresses stand for
 * @param dialer connects
 * @param environment the workload's environment as clients may have it now
 * @param connectionLimit open connections one client may have now
 * @param log where denials and attachments are told
 */
public record LinkService(
        Openings openings,
        NameService names,
        NameMemory memory,
        Dialer dialer,
        Supplier<Environment> environment,
        IntSupplier connectionLimit,
        EventLog log) {}
