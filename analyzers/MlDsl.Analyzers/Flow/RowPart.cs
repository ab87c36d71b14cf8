using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MlDsl.Analyzers.Flow;

internal enum CutKind { Train, Test, FoldTrain, FoldTest, Filter }

/// <summary>One narrowing of a set of rows, named by the call that did it.</summary>
internal readonly record struct Cut(CutKind Kind, SyntaxNode Site);

internal enum Overlap { Unknown, Disjoint, Shared }

/// <summary>Where rows were loaded.</summary>
/// <param name="Key">The call that loaded them, or the parameter they came by.</param>
/// <param name="Source">The file, where it is known to be one and the same; two loads with one source hold the same rows.</param>
/// <param name="RowType">The type of the rows, where it is known.</param>
/// <param name="IsSample">The program spells the rows out, as demonstrations do.</param>
internal sealed record Origin(object Key, PathShape? Source, INamedTypeSymbol? RowType, bool IsSample = false)
{
    /// <summary>The call that loaded the rows.</summary>
    public SyntaxNode? Site { get; init; }

    public bool Equals(Origin? other) => other is not null && Key.Equals(other.Key);

    public override int GetHashCode() => Key.GetHashCode();
}

/// <summary>Which rows a view holds: an origin, narrowed by splits and filters.</summary>
internal sealed class RowPart(Origin origin, ImmutableArray<Cut> cuts, bool isShuffled)
{
    public Origin Origin { get; } = origin;
    public ImmutableArray<Cut> Cuts { get; } = cuts;
    public bool IsShuffled { get; } = isShuffled;

    /// <summary>The side of the innermost split, if any.</summary>
    public CutKind? Side => Cuts.LastOrDefault(static c => c.Kind != CutKind.Filter) is { Site: not null } cut ? cut.Kind : null;

    public bool IsTest => Cuts.Any(static c => c.Kind is CutKind.Test or CutKind.FoldTest);

    public RowPart Cut(Cut cut) => new(Origin, Cuts.Add(cut), IsShuffled);

    public RowPart Shuffled() => new(Origin, Cuts, isShuffled: true);

    /// <summary>Whether two views share rows: one is part of the other, or they are two sides of one split.</summary>
    public static Overlap Of(RowPart left, RowPart right)
    {
        if (!left.Origin.Equals(right.Origin)) return Overlap.Unknown;
        for (int i = 0; i < Math.Min(left.Cuts.Length, right.Cuts.Length); i++)
        {
            Cut a = left.Cuts[i], b = right.Cuts[i];
            if (a == b) continue;
            return a.Site == b.Site && a.Kind != b.Kind ? Overlap.Disjoint : Overlap.Unknown;
        }
        return Overlap.Shared;
    }

    /// <summary>Whether the two were loaded by separate calls from one source, and neither was narrowed.</summary>
    public static bool LoadedTwice(RowPart left, RowPart right) =>
        !left.Origin.Equals(right.Origin)
        && left.Origin.Source is { } source && source.Text == right.Origin.Source?.Text
        && left.Cuts.IsEmpty && right.Cuts.IsEmpty;
}
