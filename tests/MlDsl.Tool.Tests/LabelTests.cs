using System.Text.Json;
using MlDsl.Labels;
using MlDsl.Tool.Labeling;

namespace MlDsl.Tool.Tests;

/// <summary><c>mldsl label</c>: from a file of items through several people's answers to one label each, with all that may go wrong on the way.</summary>
public sealed class LabelTests : IDisposable
{
    private const string Messages = "id,text\n1,win a prize\n2,\"hello, friend\"\n3,cheap pills\n4,see you\n";
    private readonly CodeFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AProjectGoesFromItemsToLabels()
    {
        Answer init = await Init();
        Assert.Equal((0, ""), (init.Code, init.Error));
        Assert.StartsWith("4 items; write ", init.Output, StringComparison.Ordinal);
        Assert.Equal("../messages.csv", LabelFolder.Open(folder["project"]).Project.ItemFile);

        // A class by its key or its name, a note, what cannot be told, and one that is left for later and asked again.
        string[] order = [.. new LabelAssignment(LabelFolder.Open(folder["project"])).Order.Select(static item => item.Id)];
        string anna = Say("anna", "s # sounds odd", "fine", ">", "~", "f");
        Assert.Contains("what you skipped is left", anna, StringComparison.Ordinal);
        Assert.EndsWith("nothing is left to do\n4 answers\n", anna, StringComparison.Ordinal);
        Say("ben", "f", "f", "s", "s");
        LabelState state = LabelFolder.Open(folder["project"]).Read();
        Assert.Equal(["spam", "fine"], state.Of(order[0]).Select(static said => said.Value));
        Assert.Equal(("sounds odd", 12, 16), (state.Of(order[0])[0].Note, state.Of(order[0])[0].Guidelines!.Length, state.Of(order[0])[0].Hash!.Length));
        Assert.Equal(LabelEventKind.Unsure, state.Of(order[3])[0].Kind);

        Answer status = await Label("status", folder["project"]);
        Assert.Equal("project: 7 of 8 labels, 3 of 4 items whole\n  anna: 3 labels, 1 cannot tell\n  ben: 4 labels\n", status.Output.ReplaceLineEndings("\n"));
        using JsonDocument json = JsonDocument.Parse((await Label("status", folder["project"], "--json")).Output);
        Assert.Equal((7, 8), (json.RootElement.GetProperty("given").GetInt32(), json.RootElement.GetProperty("wanted").GetInt32()));

        Answer agreement = await Label("agreement", folder["project"]);
        Assert.Equal(0, agreement.Code);
        Assert.Contains("4 items, 7 ratings, 2 annotators", agreement.Output, StringComparison.Ordinal);
        Assert.Contains("agreement       0.333 of 3 items", agreement.Output, StringComparison.Ordinal);
        Assert.Equal("Nominal", JsonDocument.Parse((await Label("agreement", folder["project"], "--json")).Output).RootElement.GetProperty("scale").GetString());

        Assert.Contains("2 rows written, 2 items without a label left out: 0 decided, 2 agreed, 0 chosen, 2 tie", (await Label("export", folder["project"], folder["labels.csv"])).Output, StringComparison.Ordinal);
        Assert.Contains("anna: spam (sounds odd), ben: fine", Decide(["f", "f", "s"]), StringComparison.Ordinal);
        Assert.Contains("\"decided\":3,\"agreed\":1", (await Label("export", folder["project"], folder["labels.csv"], "--json")).Output, StringComparison.Ordinal);
        Assert.StartsWith("id,text,label,label_state,label_confidence,label_count\n", File.ReadAllText(folder["labels.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAnswerCanBeTakenBackAlsoTheNextDay()
    {
        await Init();
        Assert.Contains("there is nothing to take back", Say("anna", "<", "."), StringComparison.Ordinal);
        Assert.Contains("taken back: spam", Say("anna", "s", "<", "f", "."), StringComparison.Ordinal);
        LabelState state = LabelFolder.Open(folder["project"]).Read();
        Assert.Equal(("fine", 1), (Assert.Single(state.Standing).Value, state.Undone));
        Assert.EndsWith("1 answers\n", Say("ben", "s", "<", "f", "."), StringComparison.Ordinal);
        Assert.Contains("taken back: fine", Say("anna", "<", "s", "."), StringComparison.Ordinal);
        Assert.Equal("spam", LabelFolder.Open(folder["project"]).Read().Standing.Single(static said => said.By == "anna").Value);
    }

    [Fact]
    public async Task WhatIsNoAnswerIsNamedAndAskedAgain()
    {
        await Init();
        string said = Say("anna", "x", "", "?", "# only a note", "s", ".");
        Assert.Contains("'x' is no class; there are s spam, f fine", said, StringComparison.Ordinal);
        Assert.Contains("unwanted", said, StringComparison.Ordinal);
        LabelEvent label = Assert.Single(LabelFolder.Open(folder["project"]).Read().Standing);
        Assert.Equal(("spam", "only a note"), (label.Value, label.Note));
    }

    [Theory]
    [InlineData("multiple", "sf", "spam|fine")]
    [InlineData("multiple", "fine, spam", "spam|fine")]
    [InlineData("multiple", "=", "")]
    [InlineData("multiple", "\n=", "")]
    [InlineData("number", "2.5 # about # so", "2.5")]
    [InlineData("number", "2.50", "2.5")]
    [InlineData("text", "free # text", "free # text")]
    [InlineData("preference", "2", "second")]
    public async Task EachTaskHasItsAnswers(string task, string answer, string value)
    {
        folder.Write("messages.csv", "id,a,b\n1,x,y\n");
        string[] classes = task == "multiple" ? ["--class", "spam:s", "--class", "fine:f"] : [];
        Assert.Equal("", (await Label(["init", folder["project"], "--items", folder["messages.csv"], "--id", "id", "--show", "a", "--show", "b", "--task", task, .. classes])).Error);
        Say("anna", answer);
        LabelState state = LabelFolder.Open(folder["project"]).Read();
        Assert.Empty(state.Problems);
        Assert.Equal(value, Assert.Single(state.Standing).Value);
    }

    [Fact]
    public async Task ADecisionShowsWhoSaidWhatUnlessItIsBlind()
    {
        await Init();
        Say("anna", "s", "s", "s", "s");
        Say("ben", "s", "f", "s", "s");
        Assert.Contains("[anna: spam, ben: fine]", Decide([]), StringComparison.Ordinal);
        Assert.Contains("[fine 1, spam 1]", Decide([], isBlind: true), StringComparison.Ordinal);
        Assert.Contains("'~' is no class", Decide(["~"]), StringComparison.Ordinal);
        Assert.EndsWith("nothing is left to do\n1 answers\n", Decide(["f"]), StringComparison.Ordinal);
        Assert.Contains("4 rows written, 0 items without a label left out: 1 decided, 3 agreed", (await Label("export", folder["project"], folder["labels.csv"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADecisionCanBeTakenBackByWhoIsNoAnnotator()
    {
        await Init();
        Say("anna", "s", "s", "s", "s");
        Say("ben", "s", "f", "f", "s");
        string said = Decide(["f", "<", ">", "."]);
        Assert.Contains("taken back: fine", said, StringComparison.Ordinal);
        Assert.EndsWith("0 answers\n", said, StringComparison.Ordinal);
        LabelState state = LabelFolder.Open(folder["project"]).Read();
        Assert.Equal((0, 1), (state.Problems.Count, state.Undone));
        Answer export = await Label("export", folder["project"], folder["labels.csv"]);
        Assert.Equal((0, ""), (export.Code, export.Error));
        Assert.Contains("0 decided, 2 agreed, 0 chosen, 2 tie", export.Output, StringComparison.Ordinal);
        // What is left for later and taken back is no line either; another's words are not theirs to take back.
        Assert.Contains("taken back: skipped", Decide([">", "<", "f", "f"]), StringComparison.Ordinal);
        LabelFolder project = LabelFolder.Open(folder["project"]);
        project.Append(LabelEvent.New(LabelEventKind.Undo, "1", "lead") with { Undoes = project.Read().Of("1")[0].Id });
        Assert.Contains("'lead' takes back what 'anna' said", Assert.Single(project.Read().Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("C#", "C#", null)]
    [InlineData("C", "C", null)]
    [InlineData("C # not C# itself", "C", "not C# itself")]
    [InlineData("C# # sure", "C#", "sure")]
    [InlineData("h # sure", "C#", "sure")]
    [InlineData("#NET\n.", "#NET", null)]
    [InlineData("# a note # of two\nc", "C", "a note # of two")]
    [InlineData("C#sure\nC", "C", null)]
    public async Task AClassMayHaveTheSignOfANoteInItsName(string answer, string value, string? remark)
    {
        folder.Write("messages.csv", "id,a\n1,x\n");
        await Label("init", folder["project"], "--items", folder["messages.csv"], "--id", "id", "--class", "C:c", "--class", "C#:h", "--class", "#NET:n");
        Say("anna", answer);
        LabelEvent said = Assert.Single(LabelFolder.Open(folder["project"]).Read().Standing);
        Assert.Equal((value, remark), (said.Value, said.Note));
    }

    [Fact]
    public async Task ALineThatIsWrongIsToldAndTheRestIsUsed()
    {
        await Init();
        Say("anna", "s", ".");
        File.AppendAllText(folder["project/labels.jsonl"], """{"event":"label","item":"1","by":"anna","lab""");
        Answer answer = await Label("agreement", folder["project"]);
        Assert.Equal(1, answer.Code);
        Assert.Contains("labels.jsonl(2,", answer.Error, StringComparison.Ordinal);
        Assert.Contains("undefined: there is one annotator only", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostileTextsMoveNoTerminal()
    {
        folder.Write("messages.csv", "id,text\n1,\"\u001b[2J\u0007gone\u009b1m\"\n");
        await Label("init", folder["project"], "--items", folder["messages.csv"], "--id", "id", "--class", "spam", "--class", "fine");
        string said = Say("anna");
        Assert.DoesNotContain(said, static c => char.IsControl(c) && c != '\n');
        Assert.Contains("[2J gone 1m", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMergeTakesWhatAPageSaves()
    {
        await Init();
        string item = LabelFolder.Open(folder["project"]).Items.Items[0].Hash;
        folder.Write("saved.jsonl", $$"""
            {"at":"2026-05-31T14:30:00.000Z","event":"label","item":"1","by":"anna","id":"00112233aabbccdd","label":"spam","note":"n","seconds":2.5,"hash":"{{item}}"}
            {"at":"2026-05-31T14:30:09.000Z","event":"undo","item":"1","by":"anna","id":"00112233aabbccde","of":"00112233aabbccdd"}
            {"at":"2026-05-31T14:31:00.000Z","event":"label","item":"1","by":"anna","id":"00112233aabbccdf","label":"fine","seconds":4,"hash":"{{item}}"}
            {"at":"2026-05-31T14:31:00.000Z","event":"label","item":"9","by":"anna","id":"00112233aabbcce0","label":"fine"}
            """);
        Answer merge = await Label("merge", folder["project"], folder["saved.jsonl"]);
        Assert.Equal(1, merge.Code);
        Assert.Contains("4 added, 0 there already", merge.Output, StringComparison.Ordinal);
        Assert.Contains("there is no item '9'; the line is added, and counts for nothing", merge.Error, StringComparison.Ordinal);
        Assert.Contains("0 added, 4 there already", (await Label("merge", folder["project"], folder["saved.jsonl"])).Output, StringComparison.Ordinal);
        LabelState state = LabelFolder.Open(folder["project"]).Read();
        Assert.Equal(("fine", 1), (Assert.Single(state.Standing).Value, state.Gone.Count));
        Assert.Contains("anna: 1 labels, 4.0 s each", (await Label("status", folder["project"])).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mldsl: 'mldsl label --help' lists the verbs")]
    [InlineData("has no project.json; 'mldsl label init' makes one", "status", "nowhere")]
    [InlineData("Option '--by' is required", "start", "project")]
    [InlineData("--by 'annna' is no annotator of the project; there are anna, ben, cleo", "start", "project", "--by", "annna")]
    [InlineData("Could not find file", "page", "project", "page.html", "--by", "anna", "--queue", "nowhere.jsonl")]
    [InlineData("--by is empty; say who decides", "adjudicate", "project", "--by", "")]
    [InlineData("--most 0 is no number of items", "page", "project", "page.html", "--by", "anna", "--most", "0")]
    [InlineData("'nowhere.jsonl' does not exist", "merge", "project", "nowhere.jsonl")]
    [InlineData("are not all numbers, whose differences would count", "agreement", "project", "--scale", "interval")]
    [InlineData("An interval's level is above 0 and below 1", "agreement", "project", "--level", "95")]
    [InlineData("A confidence is from 0 to 1", "export", "project", "labels.csv", "--min-confidence", "2")]
    [InlineData("The items have a column 'text' already", "export", "project", "labels.csv", "--as", "text")]
    [InlineData("has the key 'spam', which is more than one character", "init", "new", "--items", "messages.csv", "--class", "a:spam:x")]
    [InlineData("project.json' is there already", "init", "project", "--items", "messages.csv", "--class", "a", "--class", "b")]
    public async Task AWrongQuestionIsNamed(string message, params string[] arguments)
    {
        await Init();
        Answer answer = await Label([.. arguments.Select(argument => argument is "project" or "nowhere" or "new" or "messages.csv" or "labels.csv" or "page.html" ? folder[argument] : argument)]);
        Assert.Equal(2, answer.Code);
        Assert.Contains(message, answer.Error, StringComparison.Ordinal);
    }

    private Task<Answer> Init()
    {
        folder.Write("messages.csv", Messages);
        return Label("init", folder["project"], "--items", folder["messages.csv"], "--id", "id", "--show", "text", "--class", "spam:s:unwanted", "--class", "fine",
            "--annotator", "anna", "--annotator", "ben", "--annotator", "cleo", "--redundancy", "2", "--question", "What is it?");
    }

    private string Say(string by, params string[] answers)
    {
        LabelFolder project = LabelFolder.Open(folder["project"]);
        var assignment = new LabelAssignment(project);
        return Run(output => new AnswerLoop(project, new LineAnswers(new StringReader(string.Join('\n', answers))), output, by)
        {
            Open = state => assignment.Open(state, by),
            Heading = (item, state) => LabelWords.Heading(project, assignment, item, state, by),
        });
    }

    private string Decide(string[] answers, bool isBlind = false)
    {
        LabelFolder project = LabelFolder.Open(folder["project"]);
        return Run(output => new AnswerLoop(project, new LineAnswers(new StringReader(string.Join('\n', answers))), output, "lead")
        {
            Kind = LabelEventKind.Decision,
            Open = state => Consensus.Of(project, state).Labels.Where(static label => label.IsDisputed).Select(label => project.Items.Find(label.Item)!),
            Heading = (item, state) => LabelWords.Votes(item, state, isBlind),
        });
    }

    private static string Run(Func<TextWriter, AnswerLoop> make)
    {
        using var output = new StringWriter { NewLine = "\n" };
        output.WriteLine(FormattableString.Invariant($"{make(output).Run()} answers"));
        return output.ToString();
    }

    private static async Task<Answer> Label(params string[] arguments)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new();
        int code = await ToolCommand.RunAsync(["label", .. arguments], output, error);
        return new Answer(code, output.ToString(), error.ToString());
    }
}
