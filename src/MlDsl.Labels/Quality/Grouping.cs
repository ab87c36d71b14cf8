namespace MlDsl.Labels;

/// <summary>Places that pairs join into groups.</summary>
internal sealed class Grouping
{
    private readonly int[] parents;
    private readonly double[] least;

    public Grouping(int count)
    {
        parents = [.. Enumerable.Range(0, count)];
        least = new double[count];
        Array.Fill(least, 1);
    }

    /// <summary>The number of places.</summary>
    public int Places => parents.Length;

    /// <summary>Whether two places are in one group already.</summary>
    public bool AreJoined(int left, int right) => Root(left) == Root(right);

    /// <summary>Two places are alike.</summary>
    public void Join(int left, int right, double similarity)
    {
        (left, right) = (Root(left), Root(right));
        if (left == right) return;
        if (right < left) (left, right) = (right, left);
        parents[right] = left;
        least[left] = Math.Min(similarity, Math.Min(least[left], least[right]));
    }

    /// <summary>The groups of two or more, by their first place.</summary>
    public NearDuplicateGroup[] ToGroups() =>
    [
        .. Enumerable.Range(0, parents.Length).GroupBy(Root).Where(static group => group.Skip(1).Any()).Select(group => new NearDuplicateGroup([.. group], least[group.Key])),
    ];

    /// <summary>What all places of one group have in common and no other has.</summary>
    public int Root(int place)
    {
        while (parents[place] != place) place = parents[place] = parents[parents[place]];
        return place;
    }
}
