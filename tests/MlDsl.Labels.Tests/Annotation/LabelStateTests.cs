namespace MlDsl.Labels.Tests;

/// <summary>What stands of labels: the last word of each annotator, undone ones gone, items that went or changed told.</summary>
public sealed class LabelStateTests
{
    [Fact]
    public void TheLastWordOfAnAnnotatorStands()
    {
        using var project = new LabelProjectFolder();
        project.Say("1", "anna", "spam");
        project.Say("1", "ben", "fine");
        project.Say("1", "anna", "fine");
        LabelState state = project.Folder.Read();
        Assert.Equal(1, state.Replaced);
        Assert.Equal(["fine", "fine"], state.Of("1").Select(static said => said.Value));
        Assert.Equal("fine", state.ToRatings(project.Folder.Project)["1", "anna"]);
        Assert.Equal(["spam", "fine"], state.ToRatings(project.Folder.Project).Classes);
    }

    [Fact]
    public void WhatIsTakenBackWasNotSaid()
    {
        using var project = new LabelProjectFolder();
        project.Say("1", "anna", "spam");
        LabelEvent second = project.Say("1", "anna", "fine");
        project.Folder.Append(LabelEvent.New(LabelEventKind.Undo, "1", "anna") with { Undoes = second.Id });
        LabelState state = project.Folder.Read();
        Assert.Equal((1, "spam"), (state.Undone, state.Of("1").Single().Value));
        project.Folder.Append(LabelEvent.New(LabelEventKind.Undo, "1", "ben") with { Undoes = state.Last["anna"].Id });
        Assert.Contains("'ben' takes back what 'anna' said", Assert.Single(project.Folder.Read().Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLaterWordStandsWhateverTheOrderOfFiles()
    {
        using var project = new LabelProjectFolder();
        DateTimeOffset day = new(2026, 5, 2, 9, 0, 0, TimeSpan.Zero);
        project.Folder.Append(
            LabelEvent.New(LabelEventKind.Label, "1", "anna") with { At = day, Values = ["fine"] },
            LabelEvent.New(LabelEventKind.Decision, "2", "lead") with { At = day, Values = ["fine"] });
        LabelEvent earlier = LabelEvent.New(LabelEventKind.Label, "1", "anna") with { At = day.AddDays(-1), Values = ["spam"] };
        LabelEvent[] page = [earlier, LabelEvent.New(LabelEventKind.Decision, "2", "lead") with { At = day.AddDays(-1), Values = ["spam"] }];
        File.WriteAllBytes(project["page.jsonl"], [.. page.SelectMany(static said => (byte[])[.. LabelLine.Write(said, LabelTask.Choice), (byte)'\n'])]);
        Assert.Equal(2, project.Folder.Merge(project["page.jsonl"]).Added);
        LabelState state = project.Folder.Read();
        Assert.Equal(("fine", "fine", 1), (state.Of("1").Single().Value, state.Decision("2")!.Value, state.Replaced));
        // By hand, without a time: after what stands above it.
        File.AppendAllText(project.Labels, "{\"item\":\"1\",\"by\":\"anna\",\"label\":\"spam\"}\n");
        Assert.Equal("spam", project.Folder.Read().Of("1").Single().Value);
        // At one time the order of the file.
        project.Folder.Append(LabelEvent.New(LabelEventKind.Label, "1", "anna") with { At = day, Values = ["fine"] });
        Assert.Equal("fine", project.Folder.Read().Of("1").Single().Value);
    }

    [Fact]
    public void ALineWithFinerTimesIsAddedOnce()
    {
        using var project = new LabelProjectFolder();
        const string Line = """{"at":"2026-05-31T14:30:00.123456Z","item":"1","by":"anna","label":"spam","seconds":1.23456}""";
        File.WriteAllLines(project["other.jsonl"], [Line, Line.Replace("\"item\"", "\"id\":\"a1\",\"item\"", StringComparison.Ordinal)]);
        Assert.Equal(2, project.Folder.Merge(project["other.jsonl"]).Added);
        LabelMerge again = project.Folder.Merge(project["other.jsonl"]);
        Assert.Equal((0, 2, 0), (again.Added, again.Copies, again.Problems.Count));
    }

    [Fact]
    public void ItemsThatWentOrChangedAreToldAndCountForNothing()
    {
        using var project = new LabelProjectFolder();
        foreach (string item in (string[])["1", "2", "3"]) project.Say(item, "anna", "spam");
        byte[] labels = File.ReadAllBytes(project.Labels);
        File.WriteAllText(project["messages.csv"], "id,text\n1,win a prize\n2,something else\n4,see you\n");
        LabelState state = LabelFolder.Open(project.Path).Read();
        Assert.Equal(["3"], state.Gone.Select(static said => said.Item));
        Assert.Equal(["2"], state.Changed.Select(static said => said.Item));
        Assert.Equal(["1"], state.Standing.Select(static said => said.Item));
        Assert.Equal(labels, File.ReadAllBytes(project.Labels));
    }

    [Fact]
    public void OneIdIsOneEvent()
    {
        using var project = new LabelProjectFolder();
        LabelEvent said = project.Say("1", "anna", "spam");
        project.Folder.Append(said, said with { Values = ["fine"] });
        LabelState state = project.Folder.Read();
        Assert.Equal(1, state.Copies);
        Assert.Contains($"(3,1): the id '{said.Id}' is that of another event", Assert.Single(state.Problems).ToString(), StringComparison.Ordinal);
        Assert.Equal("spam", state.Of("1").Single().Value);
    }

    [Fact]
    public void AMergeAddsWhatIsNewOnce()
    {
        using var project = new LabelProjectFolder();
        LabelEvent said = project.Say("1", "anna", "spam");
        string other = project["page.jsonl"];
        File.WriteAllBytes(other, [.. LabelLine.Write(said, LabelTask.Choice), .. "\n"u8, .. LabelLine.Write(LabelEvent.New(LabelEventKind.Label, "2", "ben") with { Values = ["fine"] }, LabelTask.Choice), .. "\n{\"item\":\"3\",\"by\":\"ben\",\"label\":\"fine\"}\n{\"item\":\"3\",\"by\":\"ben\",\"label\":\"fin\"}\n"u8]);
        LabelMerge merge = project.Folder.Merge(other);
        Assert.Equal((2, 1, 1), (merge.Added, merge.Copies, merge.Problems.Count));
        Assert.Contains("page.jsonl(4,", merge.Problems[0].ToString(), StringComparison.Ordinal);
        merge = project.Folder.Merge(other);
        Assert.Equal((0, 3), (merge.Added, merge.Copies));
        Assert.Equal(3, project.Folder.Read().Standing.Count);
        Assert.Contains("does not exist", Assert.Throws<LabelException>(() => project.Folder.Merge(project["nothing"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ItemsAreGivenOutInOneOrderUntilTheyHaveTheirLabels()
    {
        using var project = new LabelProjectFolder();
        var assignment = new LabelAssignment(project.Folder);
        string[] order = [.. assignment.Order.Select(static item => item.Id)];
        Assert.Equal(["1", "2", "3", "4"], order.Order());
        Assert.Equal(order, assignment.Open(project.Folder.Read(), "anna").Select(static item => item.Id));
        project.Say(order[0], "anna", "spam");
        Assert.Equal(order[1..], assignment.Open(project.Folder.Read(), "anna").Select(static item => item.Id));
        Assert.Equal(order, assignment.Open(project.Folder.Read(), "ben").Select(static item => item.Id));
        project.Say(order[0], "ben", "fine");
        // Two labels are what is asked for.
        Assert.Equal(order[1..], assignment.Open(project.Folder.Read(), "cleo").Select(static item => item.Id));
        project.Folder.Append(LabelEvent.New(LabelEventKind.Unsure, order[1], "cleo"), LabelEvent.New(LabelEventKind.Decision, order[2], "lead") with { Values = ["fine"] });
        Assert.Equal([order[3]], assignment.Open(project.Folder.Read(), "cleo").Select(static item => item.Id));
        LabelProgress progress = assignment.Progress(project.Folder.Read());
        Assert.Equal((4, 2, 6, 2), (progress.Items, progress.Whole, progress.Wanted, progress.Given));
        Assert.Equal(("cleo", 0, 1), (progress.Annotators[2].Annotator, progress.Annotators[2].Labels, progress.Annotators[2].Unsure));
    }

    [Fact]
    public void AQueueComesFirst()
    {
        using var project = new LabelProjectFolder();
        File.WriteAllText(project["queue.jsonl"], "{\"id\":\"3\",\"score\":0.9,\"reason\":\"margin\"}\n{\"id\":2}\n\n{\"id\":\"99\"}\n");
        var queue = LabelQueue.Read(project["queue.jsonl"]);
        var assignment = new LabelAssignment(project.Folder, queue);
        Assert.Equal(["3", "2"], assignment.Order.Take(2).Select(static item => item.Id));
        Assert.Equal(4, assignment.Order.Count);
        Assert.Equal(["99"], assignment.Unknown);
        Assert.Equal((0.9, "margin"), (assignment.Entry("3")!.Score, assignment.Entry("3")!.Reason));
    }
}
