using MlDsl.Columns;

namespace MlDsl.Labels;

/// <summary>Which item an annotator gets next: those of a queue first, then the others in an order of the project's seed that is the same for all, so that items get their labels one after the other.</summary>
public sealed class LabelAssignment
{
    private readonly LabelFolder folder;
    private readonly LabelItem[] order;
    private readonly Dictionary<string, LabelQueueItem> entries;

    /// <param name="folder">The folder.</param>
    /// <param name="queue">The queue; null for none.</param>
    public LabelAssignment(LabelFolder folder, LabelQueue? queue = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        this.folder = folder;
        entries = (queue?.Items ?? []).ToDictionary(static entry => entry.Id, StringComparer.Ordinal);
        Unknown = [.. entries.Keys.Where(id => folder.Items.Find(id) is null)];
        var queued = (queue?.Items ?? []).Select(entry => folder.Items.Find(entry.Id)).OfType<LabelItem>();
        var others = folder.Items.Items.Where(item => !entries.ContainsKey(item.Id)).OrderBy(item => StableHash.Of(item.Id, (ulong)folder.Project.Seed)).ThenBy(static item => item.Id, StringComparer.Ordinal);
        order = [.. queued, .. others];
    }

    /// <summary>Ids of the queue that are no items.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>The items in their order.</summary>
    public IReadOnlyList<LabelItem> Order => order;

    /// <summary>What the queue says of an item; null where it names it not.</summary>
    public LabelQueueItem? Entry(string item) => entries.GetValueOrDefault(item);

    /// <summary>The items that an annotator may label now: not labelled by them, nor by as many as are asked for, nor decided, nor one that they cannot tell.</summary>
    /// <param name="state">What stands of the labels.</param>
    /// <param name="annotator">The annotator.</param>
    public IEnumerable<LabelItem> Open(LabelState state, string annotator)
    {
        ArgumentNullException.ThrowIfNull(state);
        return order.Where(item => state.Decision(item.Id) is null && state.Labels(item.Id) < folder.Project.Redundancy && !state.Of(item.Id).Any(said => said.By == annotator));
    }

    /// <summary>How far the labelling is.</summary>
    /// <param name="state">What stands of the labels.</param>
    public LabelProgress Progress(LabelState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        int wanted = 0, given = 0, whole = 0;
        foreach (LabelItem item in order)
        {
            int labels = Math.Min(state.Labels(item.Id), folder.Project.Redundancy);
            bool isDecided = state.Decision(item.Id) is not null;
            wanted += isDecided ? labels : folder.Project.Redundancy;
            given += labels;
            if (isDecided || labels == folder.Project.Redundancy) whole++;
        }
        return new LabelProgress(order.Length, whole, wanted, given, [.. state.Standing.GroupBy(static said => said.By).OrderBy(static g => g.Key, StringComparer.Ordinal).Select(static g => AnnotatorPace.Of(g.Key, [.. g]))]);
    }
}

/// <summary>How far a labelling is.</summary>
/// <param name="Items">The number of items.</param>
/// <param name="Whole">Those with as many labels as are asked for, or a decision.</param>
/// <param name="Wanted">The number of labels that are asked for.</param>
/// <param name="Given">Those of them that there are.</param>
/// <param name="Annotators">What each did.</param>
public sealed record LabelProgress(int Items, int Whole, int Wanted, int Given, IReadOnlyList<AnnotatorPace> Annotators);

/// <summary>What an annotator did.</summary>
/// <param name="Annotator">The annotator.</param>
/// <param name="Labels">The number of labels.</param>
/// <param name="Unsure">How often they cannot tell.</param>
/// <param name="Seconds">The median of the seconds of the last 50 labels that were timed; NaN where none was.</param>
public sealed record AnnotatorPace(string Annotator, int Labels, int Unsure, double Seconds)
{
    private const int Recent = 50;

    internal static AnnotatorPace Of(string annotator, IReadOnlyList<LabelEvent> said)
    {
        double[] seconds = [.. said.Where(static one => one.Seconds is not null).TakeLast(Recent).Select(static one => one.Seconds!.Value).Order()];
        double median = seconds.Length == 0 ? double.NaN : (seconds[(seconds.Length - 1) / 2] + seconds[seconds.Length / 2]) / 2;
        return new AnnotatorPace(annotator, said.Count(static one => one.Kind == LabelEventKind.Label), said.Count(static one => one.Kind == LabelEventKind.Unsure), median);
    }
}
