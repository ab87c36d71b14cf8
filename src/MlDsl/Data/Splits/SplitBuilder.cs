namespace MlDsl;

/// <summary>From the side of each row to the split: counts, fingerprints, duplicates, and the complaint about a side without rows.</summary>
/// <param name="rows">What is split.</param>
/// <param name="facts">The facts of its rows.</param>
/// <param name="assigned">The side of each row of <paramref name="facts"/>.</param>
/// <param name="description">How the sides were decided.</param>
internal sealed class SplitBuilder<TRow>(RowSelection<TRow> rows, RowFacts facts, byte[] assigned, SplitDescription description)
    where TRow : IRow<TRow>
{
    private readonly byte[] sides = facts.BySourceNumber(assigned);
    private readonly DataFingerprint[] prints = facts.Fingerprints(assigned);

    /// <summary>The split whose test side is among the assigned rows.</summary>
    public Split<TRow> Build()
    {
        RowSelection<TRow> test = Select("test", description.Test is 0, Side.Test);
        ulong[][] sorted = Sorted((facts.Hashes, Side.Test), (facts.Texts, Side.Test));
        return Build(test, sorted[0], sorted[1], Whole(Side.Train, Side.Validation, Side.Test, Side.Embargoed), []);
    }

    /// <summary>The split whose test side is other data.</summary>
    public Split<TRow> Build(RowSelection<TRow> test, RowFacts testFacts)
    {
        RowSelection<TRow> named = new(test.Source, null, [], testFacts.Fingerprint(), description);
        if (named.Count == 0) throw new InvalidOperationException($"the test side has 0 rows: {test.Source.Name} is empty; give it rows");
        DataFingerprint whole = Whole(Side.Train, Side.Validation, Side.Embargoed).Merge(named.Fingerprint);
        // The facts of the other data have served: sorted in place.
        ParallelSort.Sort(testFacts.Hashes);
        ParallelSort.Sort(testFacts.Texts);
        return Build(named, testFacts.Hashes, testFacts.Texts, whole, testFacts.Keys);
    }

    private Split<TRow> Build(RowSelection<TRow> test, ulong[] testHashes, ulong[] testTexts, DataFingerprint whole, ReadOnlySpan<ulong> testKeys)
    {
        RowSelection<TRow> train = Select("train", false, Side.Train);
        RowSelection<TRow> validation = Select("validation", description.Validation is 0, Side.Validation);
        ulong[][] sorted = Sorted(
            (facts.Hashes, Side.Train), (facts.Hashes, Side.Validation), (facts.Texts, Side.Train), (facts.Texts, Side.Validation));
        (DateTime? earliest, DateTime? latest) = Range(testKeys);
        return new Split<TRow>(new(train), new(validation), new(test), new(Select("development", false, Side.Train, Side.Validation)))
        {
            Duplicates = new DuplicateReport(
                Duplicates.Count(sorted[1], sorted[0]),
                Duplicates.Count(testHashes, sorted[0], sorted[1]),
                facts.Texts.Length == 0 || testTexts.Length == 0 ? null : Duplicates.Count(testTexts, sorted[2], sorted[3])),
            Description = description,
            Fingerprint = whole,
            Embargoed = RowsOn(Side.Embargoed),
            Earliest = earliest,
            Latest = latest,
        };
    }

    private RowSelection<TRow> Select(string name, bool emptyOnPurpose, params ReadOnlySpan<byte> members)
    {
        DataFingerprint fingerprint = Whole(members);
        if (fingerprint.Rows == 0 && !emptyOnPurpose) throw NoRows(name);
        string? empty = emptyOnPurpose ? $"the {name} side is empty because the split was made with {name}: 0; give it a share of the rows" : null;
        return new RowSelection<TRow>(rows.Source, sides, members, fingerprint, description, empty);
    }

    private InvalidOperationException NoRows(string name) => new(
        $"the {name} side has 0 of {facts.Count} rows of {rows.Source.Name} "
        + $"(train {RowsOn(Side.Train)}, validation {RowsOn(Side.Validation)}, test {RowsOn(Side.Test)}, embargoed {RowsOn(Side.Embargoed)}); "
        + "change the shares or the points in time, shorten the embargo, or give more rows"
        + (name == "train" ? "" : $"; {name}: 0 leaves the side out"));

    private int RowsOn(byte side) => assigned.AsSpan().Count(side);

    /// <summary>Of each list of hashes those of one side, in order.</summary>
    private ulong[][] Sorted(params (ulong[] Hashes, byte Side)[] wanted)
    {
        var sorted = new ulong[wanted.Length][];
        Parallel.For(0, wanted.Length, i => sorted[i] = Chosen(wanted[i].Hashes, wanted[i].Side));
        return sorted;
    }

    private ulong[] Chosen(ulong[] hashes, byte side)
    {
        if (hashes.Length == 0) return [];
        var chosen = new ulong[RowsOn(side)];
        for (int i = 0, at = 0; at < chosen.Length; i++)
        {
            if (assigned[i] == side) chosen[at++] = hashes[i];
        }
        ParallelSort.Sort(chosen);
        return chosen;
    }

    private DataFingerprint Whole(params ReadOnlySpan<byte> members)
    {
        DataFingerprint whole = default;
        foreach (byte side in members) whole = whole.Merge(prints[side]);
        return whole;
    }

    private (DateTime? Earliest, DateTime? Latest) Range(ReadOnlySpan<ulong> testKeys)
    {
        if (description.Method != SplitMethod.Time) return (null, null);
        (long least, long most) = (long.MaxValue, long.MinValue);
        foreach (ulong ticks in facts.Keys) (least, most) = (Math.Min(least, (long)ticks), Math.Max(most, (long)ticks));
        foreach (ulong ticks in testKeys) (least, most) = (Math.Min(least, (long)ticks), Math.Max(most, (long)ticks));
        return (new DateTime(least), new DateTime(most));
    }
}
