namespace MlDsl.Labels;

/// <summary>What stands of the events of a label file: the last word of each annotator on each item, and decisions.</summary>
public sealed class LabelState
{
    private readonly Dictionary<string, List<LabelEvent>> byItem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LabelEvent> decisions = new(StringComparer.Ordinal);

    private LabelState(IReadOnlyList<LabelProblem> problems) => Problems = problems;

    /// <summary>What is wrong with lines of the file: these count for nothing.</summary>
    public IReadOnlyList<LabelProblem> Problems { get; private init; }

    /// <summary>Labels of items that are not in the items' file any more; they are kept, and count for nothing.</summary>
    public IReadOnlyList<LabelEvent> Gone { get; private init; } = [];

    /// <summary>Labels of items that showed something else when they were made; they are kept, and count for nothing.</summary>
    public IReadOnlyList<LabelEvent> Changed { get; private init; } = [];

    /// <summary>How many labels an annotator gave in place of an earlier one of the same item.</summary>
    public int Replaced { get; private init; }

    /// <summary>How many events were taken back.</summary>
    public int Undone { get; private init; }

    /// <summary>How many lines are copies of others, with the same id.</summary>
    public int Copies { get; private init; }

    /// <summary>All that stands but skips: labels and answers of not knowing, in the order of their times; a line without one is of the time of those above it.</summary>
    public IReadOnlyList<LabelEvent> Standing { get; private init; } = [];

    /// <summary>The last event of each annotator that is not taken back, skips too but no decisions, in the order of their times: what can be taken back next.</summary>
    public IReadOnlyDictionary<string, LabelEvent> Last { get; private init; } = new Dictionary<string, LabelEvent>();

    /// <summary>What annotators said last of an item: labels and answers of not knowing.</summary>
    public IReadOnlyList<LabelEvent> Of(string item) => byItem.TryGetValue(item, out List<LabelEvent>? said) ? said : [];

    /// <summary>The decision on an item; null where there is none.</summary>
    public LabelEvent? Decision(string item) => decisions.GetValueOrDefault(item);

    /// <summary>The number of labels an item has.</summary>
    public int Labels(string item) => Of(item).Count(static said => said.Kind == LabelEventKind.Label);

    /// <summary>The labels as ratings, of items that have one.</summary>
    /// <param name="project">The project of the labels.</param>
    public Ratings ToRatings(LabelProject project)
    {
        ArgumentNullException.ThrowIfNull(project);
        var ratings = Standing.Where(static said => said.Kind == LabelEventKind.Label).Select(static said => new Rating(said.Item, said.By, said.Value, said.At));
        return Ratings.Of(ratings, project.Task is LabelTask.Choice or LabelTask.Preference ? project.ClassNames : null);
    }

    /// <summary>The ids of events that were taken back.</summary>
    internal IReadOnlySet<string> TakenBack { get; private init; } = new HashSet<string>();

    internal static LabelState Of(LabelLines lines, LabelItems items)
    {
        var problems = new List<LabelProblem>(lines.Problems);
        var unique = new Dictionary<string, LabelEvent>(StringComparer.Ordinal);
        var undone = new HashSet<string>(StringComparer.Ordinal);
        var timed = new List<(LabelEvent Event, DateTimeOffset At)>();
        DateTimeOffset latest = default;
        int copies = 0;
        foreach (var (said, line) in lines.Events)
        {
            if (said.Id.Length > 0 && !unique.TryAdd(said.Id, said))
            {
                if (IsSame(unique[said.Id], said)) copies++;
                else problems.Add(new LabelProblem(lines.File, line, 1, $"the id '{Visible.Of(said.Id)}' is that of another event; give the line one of its own, or none"));
                continue;
            }
            if (said.At > latest) latest = said.At;
            if (said.Kind != LabelEventKind.Undo) timed.Add((said, said.At == default ? latest : said.At));
            else if (!unique.TryGetValue(said.Undoes!, out LabelEvent? other) || other.Kind == LabelEventKind.Undo)
                problems.Add(new LabelProblem(lines.File, line, 1, $"no line before has the id '{Visible.Of(said.Undoes!)}', which is taken back"));
            else if (other.By != said.By) problems.Add(new LabelProblem(lines.File, line, 1, $"'{Visible.Of(said.By)}' takes back what '{Visible.Of(other.By)}' said; each takes back their own"));
            else undone.Add(said.Undoes!);
        }
        // A file that is merged later may hold what was said earlier. The order is stable: at one time that of the file counts.
        List<LabelEvent> events = [.. timed.Where(said => !undone.Contains(said.Event.Id)).OrderBy(static said => said.At).Select(static said => said.Event)];
        problems.Sort(static (one, other) => one.Line.CompareTo(other.Line));
        var gone = events.FindAll(said => items.Find(said.Item) is null);
        var changed = events.FindAll(said => said.Kind != LabelEventKind.Skip && said.Hash is not null && items.Find(said.Item) is { } item && item.Hash != said.Hash);
        var left = new HashSet<LabelEvent>(gone.Concat(changed), ReferenceEqualityComparer.Instance);
        List<LabelEvent> counting = events.FindAll(said => !left.Contains(said));
        int replaced = 0;
        var last = new Dictionary<string, LabelEvent>(StringComparer.Ordinal);
        var words = new Dictionary<(string Item, string By), LabelEvent>();
        foreach (LabelEvent said in counting)
        {
            if (said.Id.Length > 0 && said.Kind != LabelEventKind.Decision) last[said.By] = said;
            if (said.Kind is not (LabelEventKind.Label or LabelEventKind.Unsure)) continue;
            if (words.TryGetValue((said.Item, said.By), out LabelEvent? before) && before.Kind == LabelEventKind.Label) replaced++;
            words[(said.Item, said.By)] = said;
        }
        var standing = counting.FindAll(said => words.TryGetValue((said.Item, said.By), out LabelEvent? word) && ReferenceEquals(word, said));
        var state = new LabelState(problems) { Gone = gone, Changed = changed, Replaced = replaced, Undone = undone.Count, TakenBack = undone, Copies = copies, Standing = standing, Last = last };
        foreach (LabelEvent said in standing)
        {
            if (!state.byItem.TryGetValue(said.Item, out List<LabelEvent>? ofItem)) state.byItem[said.Item] = ofItem = [];
            ofItem.Add(said);
        }
        foreach (LabelEvent said in counting.Where(static said => said.Kind == LabelEventKind.Decision)) state.decisions[said.Item] = said;
        return state;
    }

    internal static bool IsSame(LabelEvent one, LabelEvent other) => one with { Values = [] } == other with { Values = [] } && one.Values.SequenceEqual(other.Values, StringComparer.Ordinal);
}
