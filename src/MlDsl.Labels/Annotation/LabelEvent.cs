namespace MlDsl.Labels;

/// <summary>What happened to an item.</summary>
public enum LabelEventKind
{
    /// <summary>An annotator gave it a label.</summary>
    Label,

    /// <summary>An annotator left it for later.</summary>
    Skip,

    /// <summary>An annotator cannot tell.</summary>
    Unsure,

    /// <summary>An annotator takes an event back.</summary>
    Undo,

    /// <summary>Somebody decided what it is, whatever annotators said.</summary>
    Decision,
}

/// <summary>A line of a label file: one thing that happened, never changed afterwards.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Item">The id of the item.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When.</param>
public sealed record LabelEvent(LabelEventKind Kind, string Item, string By, DateTimeOffset At)
{
    /// <summary>What tells the event from all others; empty on lines that a person wrote without one, which nothing can take back.</summary>
    public string Id { get; init; } = "";

    /// <summary>The label: a class, the text of a number, a text, or several classes in their order; empty unless it is a label or a decision.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>A remark; null for none.</summary>
    public string? Note { get; init; }

    /// <summary>How long it took, in seconds; null where it was not measured.</summary>
    public double? Seconds { get; init; }

    /// <summary>The hash of what was shown; null where it is not known.</summary>
    public string? Hash { get; init; }

    /// <summary>The hash of the guidelines at that time; null where there were none.</summary>
    public string? Guidelines { get; init; }

    /// <summary>The id of the event that is taken back.</summary>
    public string? Undoes { get; init; }

    /// <summary>The label as one text: several classes with <c>|</c> between them.</summary>
    public string Value => string.Join('|', Values);

    /// <summary>A new event, with an id of its own.</summary>
    public static LabelEvent New(LabelEventKind kind, string item, string by) => new(kind, item, by, DateTimeOffset.UtcNow) { Id = Guid.NewGuid().ToString("N")[..16] };
}

/// <summary>What is wrong with a line of a file.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Column">The character in the line, from 1.</param>
/// <param name="Message">What is wrong, and the way out.</param>
public sealed record LabelProblem(string File, int Line, int Column, string Message)
{
    /// <summary>Such as <c>labels.jsonl(3,17): …</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{File}({Line},{Column}): {Message}");
}
