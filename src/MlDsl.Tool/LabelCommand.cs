using System.CommandLine;
using MlDsl.Labels;
using MlDsl.Tool.Labeling;

namespace MlDsl.Tool;

/// <summary><c>mldsl label init|start|page|merge|status|agreement|adjudicate|export FOLDER</c> with their options.</summary>
internal static class LabelCommand
{
    /// <summary>The verb.</summary>
    public const string Name = "label";

    private static readonly Argument<string> Folder = new("folder") { Description = "The folder with project.json and labels.jsonl" };
    private static readonly Option<string> By = new("--by") { Description = "Who labels or decides", Required = true };
    private static readonly Option<string?> Queue = new("--queue") { Description = "A file with an {\"id\":…,\"score\":…,\"reason\":…} on each line: these items come first, in its order" };
    private static readonly Option<string> Items = new("--items") { Description = "The file of the items: separated values with a header, or .jsonl", Required = true };
    private static readonly Option<string?> Id = new("--id") { Description = "The column that tells items apart; without it the hash of what is shown" };
    private static readonly Option<string[]> Show = new("--show") { Description = "A column that is shown; may be given several times; all of them unless given" };
    private static readonly Option<string?> Separator = new("--separator") { Description = "What stands between the fields of the items: one character, or 'tab'" };
    private static readonly Option<string> Task = new("--task") { Description = "What is asked: choice, multiple, number, preference or text", DefaultValueFactory = static _ => "choice" };
    private static readonly Option<string[]> Class = new("--class") { Description = "A class, as NAME, NAME:KEY or NAME:KEY:DESCRIPTION; may be given several times" };
    private static readonly Option<string[]> Annotator = new("--annotator") { Description = "Somebody who labels; may be given several times; anybody unless given" };
    private static readonly Option<int> Redundancy = new("--redundancy") { Description = "How many annotators label each item", DefaultValueFactory = static _ => 1 };
    private static readonly Option<long> Seed = new("--seed") { Description = "The order of items that no queue names", DefaultValueFactory = static _ => 0 };
    private static readonly Option<string> Question = new("--question") { Description = "The question, in words", DefaultValueFactory = static _ => "" };
    private static readonly Option<string?> ProjectName = new("--name") { Description = "What the project is called; the folder's name unless given" };
    private static readonly Argument<string> Page = new("out") { Description = "The page, an .html file" };
    private static readonly Option<int> Most = new("--most") { Description = "How many items the page has at most", DefaultValueFactory = static _ => 500 };
    private static readonly Argument<string[]> Files = new("files") { Description = "Files that pages saved, or labels.jsonl of other copies of the folder", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<string?> Scale = new("--scale") { Description = "What the distance between two labels is: nominal, ordinal or interval; interval for numbers, nominal for others unless given" };
    private static readonly Option<double> Level = new("--level") { Description = "What intervals cover", DefaultValueFactory = static _ => 0.95 };
    private static readonly Option<bool> Blind = new("--blind") { Description = "Show what was said, but not who said it" };
    private static readonly Option<string> Method = new("--method") { Description = "How one label comes of several: majority or dawid-skene", DefaultValueFactory = static _ => "majority" };
    private static readonly Option<int> MinLabels = new("--min-labels") { Description = "The fewest labels that make one", DefaultValueFactory = static _ => 1 };
    private static readonly Option<double> MinConfidence = new("--min-confidence") { Description = "The least share of annotators, or probability, of a label", DefaultValueFactory = static _ => 0 };
    private static readonly Option<string> As = new("--as") { Description = "What the column of the label is called", DefaultValueFactory = static _ => "label" };
    private static readonly Option<bool> All = new("--all") { Description = "Write items without a label as well, with nothing in the column" };
    private static readonly Argument<string> Out = new("out") { Description = "The file of separated values that is written" };
    private static readonly Option<bool> Json = new("--json") { Description = "Say it as one JSON object" };

    /// <summary>The verb with its own.</summary>
    public static Command Make()
    {
        Task.AcceptOnlyFromAmong([.. Enum.GetNames<LabelTask>().Select(static name => name.ToLowerInvariant())]);
        Scale.AcceptOnlyFromAmong("nominal", "ordinal", "interval");
        Method.AcceptOnlyFromAmong("majority", "dawid-skene");
        Command init = Verb("init", "Makes a folder in which people label the items of a file", Init, Folder, Items, Id, Show, Separator, Task, Class, Annotator, Redundancy, Seed, Question, ProjectName);
        Command start = Verb("start", "Asks for labels, a key each; what is stopped goes on when it is asked again. Answers may come through a pipe, one a line", Start, Folder, By, Queue);
        Command page = Verb("page", "Writes a page that asks for labels in any browser, without a network; what it saves goes into 'merge'", WritePage, Folder, Page, By, Queue, Most);
        Command merge = Verb("merge", "Adds the labels of other files that are not there yet", Merge, Folder, Files);
        Command status = Verb("status", "Says how far the labelling is, and what of it cannot be read", Status, Folder, Json);
        Command agreement = Verb("agreement", "Says how far annotators agree, with intervals, and whether they drift", Measure, Folder, Scale, Level, Json);
        Command adjudicate = Verb("adjudicate", "Asks for a decision on items that annotators differ on, or cannot tell", Adjudicate, Folder, By, Blind, Method, MinConfidence);
        Command export = Verb("export", "Writes the items with one label each, as separated values", Export, Folder, Out, Method, MinLabels, MinConfidence, As, All, Json);
        return new Command(Name, "Labelling by people: in the terminal or on a page, by several, with agreement, decisions and one label in the end") { init, start, page, merge, status, agreement, adjudicate, export };
    }

    private static Command Verb(string name, string description, Func<ParseResult, TextWriter, TextWriter, int> act, params Symbol[] symbols)
    {
        var verb = new Command(name, description);
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument) verb.Add(argument);
            else verb.Add((Option)symbol);
        }
        verb.SetAction(parsed => act(parsed, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error));
        return verb;
    }

    private static int Init(ParseResult parsed, TextWriter output, TextWriter error)
    {
        string path = parsed.GetRequiredValue(Folder);
        LabelFolder folder = LabelFolder.Create(path, new LabelProject
        {
            Name = parsed.GetValue(ProjectName) ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))),
            Task = Enum.Parse<LabelTask>(parsed.GetRequiredValue(Task), ignoreCase: true),
            Question = parsed.GetRequiredValue(Question),
            Classes = [.. (parsed.GetValue(Class) ?? []).Select(ClassOf)],
            ItemFile = Path.GetRelativePath(Path.GetFullPath(path), Path.GetFullPath(parsed.GetRequiredValue(Items))),
            IdColumn = parsed.GetValue(Id),
            Show = parsed.GetValue(Show) ?? [],
            Separator = Arguments.Separator(parsed.GetValue(Separator)),
            Annotators = parsed.GetValue(Annotator) ?? [],
            Redundancy = parsed.GetValue(Redundancy),
            Seed = parsed.GetValue(Seed),
        });
        output.WriteLine(FormattableString.Invariant($"{folder.Items.Items.Count} items; write {Path.Combine(path, folder.Project.Guidelines)}, then 'mldsl label start {path} --by NAME'"));
        return 0;
    }

    private static LabelClass ClassOf(string said)
    {
        string[] parts = said.Split(':', 3);
        if (parts.Length > 1 && parts[1].Length > 1) throw new ToolException($"--class '{said}' has the key '{parts[1]}', which is more than one character; a name with ':' goes into project.json");
        return new LabelClass(parts[0], parts.Length > 1 && parts[1].Length == 1 ? parts[1][0] : '\0', parts.Length > 2 ? parts[2] : "");
    }

    private static int Start(ParseResult parsed, TextWriter output, TextWriter error)
    {
        LabelFolder folder = LabelFolder.Open(parsed.GetRequiredValue(Folder));
        string by = AnnotatorOf(folder, parsed.GetRequiredValue(By));
        LabelAssignment assignment = Assignment(parsed, folder, error);
        int problems = Tell(folder.Read(), error);
        var loop = new AnswerLoop(folder, Answers(output), output, by)
        {
            Open = state => assignment.Open(state, by),
            Heading = (item, state) => LabelWords.Heading(folder, assignment, item, state, by),
        };
        output.WriteLine(FormattableString.Invariant($"{loop.Run()} answers"));
        return problems;
    }

    private static int Adjudicate(ParseResult parsed, TextWriter output, TextWriter error)
    {
        LabelFolder folder = LabelFolder.Open(parsed.GetRequiredValue(Folder));
        string by = parsed.GetRequiredValue(By);
        if (string.IsNullOrWhiteSpace(by)) throw new ToolException("--by is empty; say who decides");
        ConsensusOptions options = ConsensusOf(parsed) with { MinLabels = 1 };
        int problems = Tell(folder.Read(), error);
        bool isBlind = parsed.GetValue(Blind);
        var loop = new AnswerLoop(folder, Answers(output), output, by)
        {
            Kind = LabelEventKind.Decision,
            Open = state => Consensus.Of(folder, state, options).Labels.Where(static label => label.IsDisputed).Select(label => folder.Items.Find(label.Item)!),
            Heading = (item, state) => LabelWords.Votes(item, state, isBlind),
        };
        output.WriteLine(FormattableString.Invariant($"{loop.Run()} decisions"));
        return problems;
    }

    private static int WritePage(ParseResult parsed, TextWriter output, TextWriter error)
    {
        LabelFolder folder = LabelFolder.Open(parsed.GetRequiredValue(Folder));
        string by = AnnotatorOf(folder, parsed.GetRequiredValue(By));
        LabelState state = folder.Read();
        int problems = Tell(state, error), most = parsed.GetValue(Most);
        if (most < 1) throw new ToolException(FormattableString.Invariant($"--most {most} is no number of items; it is 1 or more"));
        LabelItem[] open = [.. Assignment(parsed, folder, error).Open(state, by)], items = open.Length > most ? open[..most] : open;
        if (items.Length == 0) throw new ToolException($"nothing is left for '{by}' to label");
        ToolFile.Write(parsed.GetRequiredValue(Page), LabelPage.Of(folder, by, state, items));
        output.WriteLine(FormattableString.Invariant($"{items.Length} items of {open.Length}; 'mldsl label merge {parsed.GetRequiredValue(Folder)} FILE' takes what the page saves"));
        return problems;
    }

    private static int Merge(ParseResult parsed, TextWriter output, TextWriter error)
    {
        LabelFolder folder = LabelFolder.Open(parsed.GetRequiredValue(Folder));
        int code = 0;
        foreach (string path in parsed.GetRequiredValue(Files))
        {
            LabelMerge merge = folder.Merge(path);
            output.WriteLine(FormattableString.Invariant($"{path}: {merge.Added} added, {merge.Copies} there already"));
            code = Math.Max(code, Tell(merge.Problems, error));
        }
        return code;
    }

    private static int Status(ParseResult parsed, TextWriter output, TextWriter error)
    {
        LabelFolder folder = LabelFolder.Open(parsed.GetRequiredValue(Folder));
        LabelState state = folder.Read();
        LabelProgress progress = new LabelAssignment(folder).Progress(state);
        output.WriteLine(parsed.GetValue(Json) ? LabelWords.StatusJson(folder, progress, state) : LabelWords.Status(folder, progress, state));
        return Tell(state, error);
    }

    private static int Measure(ParseResult parsed, TextWriter output, TextWriter error)
    {
        LabelFolder folder = LabelFolder.Open(parsed.GetRequiredValue(Folder));
        LabelState state = folder.Read();
        RatingScale scale = parsed.GetValue(Scale) is { } said ? Enum.Parse<RatingScale>(said, ignoreCase: true)
            : folder.Project.Task == LabelTask.Number ? RatingScale.Interval
            : RatingScale.Nominal;
        AgreementReport report = Agreement.Measure(state.ToRatings(folder.Project), scale, new AgreementOptions { Level = parsed.GetValue(Level) });
        output.WriteLine(parsed.GetValue(Json) ? report.ToJson() : report.ToString());
        return Tell(state, error);
    }

    private static int Export(ParseResult parsed, TextWriter output, TextWriter error)
    {
        LabelFolder folder = LabelFolder.Open(parsed.GetRequiredValue(Folder));
        LabelState state = folder.Read();
        Consensus consensus = Consensus.Of(folder, state, ConsensusOf(parsed));
        LabelExport export = LabelExport.Of(folder, consensus, parsed.GetRequiredValue(As), parsed.GetValue(All));
        ToolFile.Write(parsed.GetRequiredValue(Out), export.Text);
        output.WriteLine(parsed.GetValue(Json) ? LabelWords.ExportJson(export, consensus) : LabelWords.Export(export, consensus));
        return Tell(state, error);
    }

    private static ConsensusOptions ConsensusOf(ParseResult parsed) => new()
    {
        Method = parsed.GetRequiredValue(Method) == "majority" ? ConsensusMethod.Majority : ConsensusMethod.DawidSkene,
        MinLabels = parsed.CommandResult.Command.Options.Contains(MinLabels) ? parsed.GetValue(MinLabels) : 1,
        MinConfidence = parsed.GetValue(MinConfidence),
    };

    private static LabelAssignment Assignment(ParseResult parsed, LabelFolder folder, TextWriter error)
    {
        LabelQueue? queue = parsed.GetValue(Queue) is { } path ? LabelQueue.Read(path) : null;
        var assignment = new LabelAssignment(folder, queue);
        if (assignment.Unknown.Count > 0) error.WriteLine(FormattableString.Invariant($"mldsl: {assignment.Unknown.Count} ids of the queue are no items, such as '{TerminalText.Line(assignment.Unknown[0])}'"));
        return assignment;
    }

    private static string AnnotatorOf(LabelFolder folder, string by)
    {
        if (string.IsNullOrWhiteSpace(by)) throw new ToolException("--by is empty; say who labels");
        if (folder.Project.Annotators.Count == 0 || folder.Project.Annotators.Contains(by, StringComparer.Ordinal)) return by;
        throw new ToolException($"--by '{by}' is no annotator of the project; there are {string.Join(", ", folder.Project.Annotators)}");
    }

    private static IAnswers Answers(TextWriter output) => Console.IsInputRedirected ? new LineAnswers(Console.In) : new TypedAnswers(output);

    private static int Tell(LabelState state, TextWriter error) => Tell(state.Problems, error);

    private static int Tell(IReadOnlyList<LabelProblem> problems, TextWriter error)
    {
        foreach (LabelProblem problem in problems) error.WriteLine($"mldsl: {TerminalText.Line(problem.ToString())}");
        return problems.Count > 0 ? 1 : 0;
    }
}
