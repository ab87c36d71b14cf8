using System.Collections;

namespace MlDsl.Labels;

/// <summary>Texts or sets that are nearly alike: each is so to another one of its group.</summary>
/// <param name="Places">Their places, from 0, ascending.</param>
/// <param name="Similarity">The least share in common of two that were joined; of SimHash the least share of equal bits.</param>
public sealed record NearDuplicateGroup(IReadOnlyList<int> Places, double Similarity);

/// <summary>The groups of two or more, by their first place, and what was not looked at.</summary>
public sealed class NearDuplicateGroups : IReadOnlyList<NearDuplicateGroup>
{
    private readonly NearDuplicateGroup[] groups;

    internal NearDuplicateGroups(NearDuplicateGroup[] groups, long pairsLeftOut) => (this.groups, PairsLeftOut) = (groups, pairsLeftOut);

    /// <summary>
    /// At most so many pairs were not compared, since too many texts or sets share even what is rare in them, as where all are of one template and just not near enough. Mostly 0. What they share is looked
    /// at from the rarest on, so that pairs that have something of their own in common are found all the same.
    /// </summary>
    public long PairsLeftOut { get; }

    /// <summary>The number of groups.</summary>
    public int Count => groups.Length;

    /// <summary>A group.</summary>
    /// <param name="index">Its place, from 0.</param>
    public NearDuplicateGroup this[int index] => groups[index];

    /// <inheritdoc/>
    public IEnumerator<NearDuplicateGroup> GetEnumerator() => ((IEnumerable<NearDuplicateGroup>)groups).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
