package dev.periscope.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.periscope.filter.Compilation;
import dev.periscope.filter.CompiledFilter;
import dev.periscope.filter.Decider;
import dev.periscope.filter.Decision;
import dev.periscope.filter.OutgoingFilter;
import dev.periscope.filter.PolicyPart;
import dev.periscope.filter.Question;
import dev.periscope.filter.address.IpAddress;
import dev.periscope.filter.entry.Transport;
import dev.periscope.filter.name.HostName;
import dev.periscope.filter.name.LocalNames;
import dev.periscope.filter.name.SearchList;
import java.util.ArrayList;
import java.util.List;

/** Any lists compile or are refused; what compiles answers any question, the same with and without an explanation. */
class FilterFuzzTest {
    @FuzzTest(maxDuration = "1m")
    void decide(FuzzedDataProvider data) {
        OutgoingFilter filter = OutgoingFilter.of(texts(data), texts(data), texts(data));
        PolicyPart policy = new PolicyPart("team", data.consumeBoolean(), texts(data), texts(data), texts(data));
        List<String> search = texts(data);
        Question question = new Question(
                data.pickValue(Transport.values()),
                IpAddress.v6(data.consumeBoolean() ? 0 : data.consumeLong(), data.consumeLong()),
                data.consumeInt(0, 65_535),
                texts(data).stream().map(HostName::of).toList());
        if (CompiledFilter.compile(filter, List.of(policy)) instanceof Compilation.Compiled(CompiledFilter compiled)) {
            Decider decider = compiled.withContext(SearchList.of(search), LocalNames.NONE);
            Decision decision = decider.decide(question);
            if (!decider.explain(question).decision().equals(decision)) {
                throw new AssertionError("explained as another decision than " + decision);
            }
            question.names().forEach(decider::decideName);
        }
    }

    private static List<String> texts(FuzzedDataProvider data) {
        List<String> texts = new ArrayList<>();
        for (int left = data.consumeInt(0, 4); left > 0; left--) {
            texts.add(data.consumeString(24));
        }
        return texts;
    }
}
