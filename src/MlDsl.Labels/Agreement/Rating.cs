namespace MlDsl.Labels;

/// <summary>What one annotator said of one item.</summary>
/// <param name="Item">The item's id.</param>
/// <param name="Annotator">The annotator's name.</param>
/// <param name="Value">The class, or a number as text in the invariant culture.</param>
/// <param name="At">When it was said; only <see cref="Agreement.Drift"/> needs it.</param>
public readonly record struct Rating(string Item, string Annotator, string Value, DateTimeOffset At = default);

/// <summary>What an annotator said of an item, by number.</summary>
internal readonly record struct Vote(int Annotator, int Code, DateTimeOffset At);
