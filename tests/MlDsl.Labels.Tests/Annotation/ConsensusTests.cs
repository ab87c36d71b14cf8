namespace MlDsl.Labels.Tests;

/// <summary>One label for each item, and the file of them; nothing is dropped silently.</summary>
public sealed class ConsensusTests
{
    [Fact]
    public void EachItemHasItsStateAndIsCounted()
    {
        using var project = new LabelProjectFolder();
        foreach (var (item, by, label) in ((string, string, string)[])[("1", "anna", "spam"), ("1", "ben", "spam"), ("2", "anna", "spam"), ("2", "ben", "fine"), ("3", "anna", "spam"), ("3", "ben", "fine"), ("3", "cleo", "fine")]) project.Say(item, by, label);
        Consensus consensus = Consensus.Of(project.Folder, project.Folder.Read());
        Assert.Equal([ConsensusState.Agreed, ConsensusState.Tie, ConsensusState.Chosen, ConsensusState.TooFew], consensus.Labels.Select(static label => label.State));
        Assert.Equal(["spam", null, "fine", null], consensus.Labels.Select(static label => label.Value));
        Assert.Equal(2.0 / 3, consensus.Labels[2].Confidence, 9);
        Assert.Equal(["2", "3"], consensus.Labels.Where(static label => label.IsDisputed).Select(static label => label.Item));
        project.Folder.Append(LabelEvent.New(LabelEventKind.Decision, "2", "lead") with { Values = ["fine"] });
        consensus = Consensus.Of(project.Folder, project.Folder.Read(), new ConsensusOptions { MinConfidence = 0.8 });
        Assert.Equal([ConsensusState.Agreed, ConsensusState.Decided, ConsensusState.Doubtful, ConsensusState.TooFew], consensus.Labels.Select(static label => label.State));
        LabelExport export = LabelExport.Of(project.Folder, consensus);
        Assert.Equal((2, 2), (export.Rows, export.LeftOut));
        Assert.Equal("id,text,label,label_state,label_confidence,label_count\n1,win a prize,spam,Agreed,1,2\n2,\"hello, friend\",fine,Decided,1,2\n", export.Text);
        Assert.Contains("\n4,see you,,TooFew,,0\n", LabelExport.Of(project.Folder, consensus, withUnlabelled: true).Text, StringComparison.Ordinal);
        Assert.Contains("a column 'text' already", Assert.Throws<LabelException>(() => LabelExport.Of(project.Folder, consensus, "text")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsWrittenIsReadByADataset()
    {
        using var project = new LabelProjectFolder(items: "id,text\n1,\"a \"\"quoted\"\", text\nin two lines\"\n2,plain\n");
        project.Say("1", "anna", "spam");
        project.Say("2", "anna", "fine");
        File.WriteAllText(project["labels.csv"], LabelExport.Of(project.Folder, Consensus.Of(project.Folder, project.Folder.Read())).Text);
        LabelledMessage[] rows = [.. Dataset<LabelledMessage>.FromCsv(project["labels.csv"]).Rows];
        Assert.Equal(["a \"quoted\", text\nin two lines", "plain"], rows.Select(static row => row.Text));
        Assert.Equal([MessageKind.Spam, MessageKind.Fine], rows.Select(static row => row.Kind));
    }

    [Fact]
    public void SeveralClassesAreDecidedOneByOne()
    {
        LabelProject several = LabelProjectFolder.Choice with { Task = LabelTask.Multiple, Redundancy = 3 };
        using var project = new LabelProjectFolder(several);
        void Say(string item, string by, params string[] labels) => project.Folder.Append(LabelEvent.New(LabelEventKind.Label, item, by) with { Values = labels });
        Say("1", "anna", "spam", "fine");
        Say("1", "ben", "spam");
        Say("1", "cleo", "spam");
        Say("2", "anna");
        Say("3", "anna", "spam");
        Say("3", "ben");
        Consensus consensus = Consensus.Of(project.Folder, project.Folder.Read());
        Assert.Equal(["spam", "", null, null], consensus.Labels.Select(static label => label.Value));
        Assert.Equal(2.0 / 3, consensus.Labels[0].Confidence, 9);
        Assert.StartsWith("id,text,label.spam,label.fine,label_state,label_confidence,label_count\n1,win a prize,true,false,Chosen,0.6667,3\n2,\"hello, friend\",false,false,Agreed,1,1\n", LabelExport.Of(project.Folder, consensus).Text, StringComparison.Ordinal);
        Assert.Contains("of single classes, and the task is 'multiple'", Assert.Throws<ArgumentException>(() => Consensus.Of(project.Folder, project.Folder.Read(), new ConsensusOptions { Method = ConsensusMethod.DawidSkene })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NumbersHaveTheirMedian()
    {
        LabelProject number = LabelProjectFolder.Choice with { Task = LabelTask.Number, Classes = [], Minimum = 0, Maximum = 10, Redundancy = 3 };
        using var project = new LabelProjectFolder(number);
        File.WriteAllText(project.Labels, """
            {"item":"1","by":"anna","label":3}
            {"item":"1","by":"ben","label":4.50}
            {"item":"1","by":"cleo","label":9}
            {"item":"2","by":"anna","label":1}
            {"item":"2","by":"ben","label":2}
            {"item":"3","by":"ben","label":11}
            """);
        LabelState state = project.Folder.Read();
        Assert.Contains("(6,32): 11 is outside of 0 to 10", Assert.Single(state.Problems).ToString(), StringComparison.Ordinal);
        Assert.Equal(["4.5", "1.5", null, null], Consensus.Of(project.Folder, state).Labels.Select(static label => label.Value));
        Assert.True(state.ToRatings(project.Folder.Project).AreNumbers);
    }

    [Fact]
    public void DawidAndSkeneBreakATieByWhatAnnotatorsAreWorth()
    {
        LabelProject many = LabelProjectFolder.Choice with { Redundancy = 3 };
        using var project = new LabelProjectFolder(many, "id,text\n" + string.Concat(Enumerable.Range(0, 60).Select(static i => $"{i},text {i}\n")));
        // Anna and Ben are right; Cleo presses one key. Of the last item only Anna and Cleo say something.
        var events = new List<LabelEvent>();
        for (int i = 0; i < 60; i++)
        {
            string truth = i % 2 == 0 ? "spam" : "fine";
            events.Add(LabelEvent.New(LabelEventKind.Label, $"{i}", "anna") with { Values = [truth] });
            if (i < 59) events.Add(LabelEvent.New(LabelEventKind.Label, $"{i}", "ben") with { Values = [truth] });
            events.Add(LabelEvent.New(LabelEventKind.Label, $"{i}", "cleo") with { Values = [i % 7 == 0 ? truth : "spam"] });
        }
        project.Folder.Append([.. events]);
        LabelState state = project.Folder.Read();
        Assert.Equal(ConsensusState.Tie, Consensus.Of(project.Folder, state).Labels[59].State);
        Consensus consensus = Consensus.Of(project.Folder, state, new ConsensusOptions { Method = ConsensusMethod.DawidSkene });
        Assert.Equal(("fine", ConsensusState.Chosen), (consensus.Labels[59].Value, consensus.Labels[59].State));
        Assert.True(consensus.Labels[59].Confidence > 0.99);
        Assert.NotNull(consensus.Estimate);
    }

    [Fact]
    public void NoItemsHaveNoLabels()
    {
        using var project = new LabelProjectFolder(items: "id,text\n");
        LabelState state = project.Folder.Read();
        Assert.Empty(new LabelAssignment(project.Folder).Open(state, "anna"));
        foreach (ConsensusMethod method in Enum.GetValues<ConsensusMethod>())
        {
            LabelExport export = LabelExport.Of(project.Folder, Consensus.Of(project.Folder, state, new ConsensusOptions { Method = method }));
            Assert.Equal((0, 0, "id,text,label,label_state,label_confidence,label_count\n"), (export.Rows, export.LeftOut, export.Text));
        }
        Assert.Equal("there are no ratings", Agreement.Measure(state.ToRatings(project.Folder.Project)).Fleiss.Undefined);
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        Assert.Contains("at least 1 label", Assert.Throws<ArgumentOutOfRangeException>(static () => new ConsensusOptions { MinLabels = 0 }).Message, StringComparison.Ordinal);
        Assert.Contains("from 0 to 1", Assert.Throws<ArgumentOutOfRangeException>(static () => new ConsensusOptions { MinConfidence = 1.5 }).Message, StringComparison.Ordinal);
    }
}

public enum MessageKind
{
    Spam,
    Fine,
}

[Dataset]
public sealed partial record LabelledMessage
{
    [Column("id"), Id] public required string Id { get; init; }
    [Column("text"), Text] public required string Text { get; init; }
    [Column("label"), Label] public MessageKind Kind { get; init; }
}
