using System.Globalization;
using MlDsl.Windows;

namespace MlDsl;

/// <summary>
/// Rows of another source with their windows over time. The first pass gathers what windows look at and computes them by group in event order; of
/// each row the windows are held from then on, four bytes each, and eight bytes by which a later pass tells that the rows are still the same.
/// </summary>
/// <param name="inner">The rows without windows.</param>
/// <param name="plan">How windows are filled.</param>
/// <param name="isReadOnce">Whether who asks holds the rows: then one pass gathers them as well, and nothing of them is held here.</param>
internal sealed class WindowedSource<TRow>(RowSource<TRow> inner, WindowPlan<TRow> plan, bool isReadOnce) : RowSource<TRow> where TRow : IRow<TRow>
{
    // As a delegate: shared code of a type parameter looks the method up at every call.
    private static readonly Func<TRow, ulong> GroupOf = TRow.GroupOf;

    // Groups of so many rows together are one thread's turn.
    private const int TurnRows = 1 << 13;

    private readonly int width = plan.Step.Windows.Count;
    private readonly object gate = new();
    private volatile Filled? filled;
    private WindowCounts counts;

    public override string Name => inner.Name;

    public override SkippedRows Skipped => inner.Skipped;

    public override Contracts.ContractTally? Broken => inner.Broken;

    /// <summary>What was left out. Takes a pass unless one has been made; where rows are read once, who holds them makes it before.</summary>
    public WindowCounts CountsOf(CancellationToken cancellation)
    {
        if (!isReadOnce) Fill(null, cancellation);
        return counts;
    }

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts) =>
        isReadOnce ? InOnePass(team, texts, cancellation) : Again(team, texts, cancellation);

    private IEnumerable<RowBatch<TRow>> InOnePass(Team? team, bool texts, CancellationToken cancellation)
    {
        var (rows, read) = (new List<TRow>(), new List<ulong>());
        Gathered gathered = Gather(team, cancellation, batch =>
        {
            rows.AddRange(batch.Rows);
            read.AddRange(batch.Texts);
        }, texts);
        float[] windows = Compute(gathered, team, cancellation);
        ulong[]? hashes = read.Count > 0 ? [.. read] : null;
        var (batch, own) = (new RowBatch<TRow>(), new TRow[RowBatch<TRow>.Size]);
        for (int from = 0; from < rows.Count; from += own.Length)
        {
            int count = Math.Min(own.Length, rows.Count - from);
            for (int i = 0; i < count; i++) own[i] = plan.With(rows[from + i], windows.AsSpan((from + i) * width, width));
            batch.Set(own, 0, count, from, hashes?.AsSpan(from, count).ToArray());
            yield return batch;
        }
        if (Differs(rows.Count) is >= 0 and long before) throw Changed(before);
    }

    private IEnumerable<RowBatch<TRow>> Again(Team? team, bool texts, CancellationToken cancellation)
    {
        Filled all = Fill(team, cancellation);
        var batch = new RowBatch<TRow>();
        int number = 0;
        foreach (RowBatch<TRow> read in inner.Batches(cancellation, team, texts))
        {
            if (read.Count > all.Rows - number) throw Changed(all.Rows);
            var rows = new TRow[read.Count];
            for (int i = 0; i < rows.Length; i++)
            {
                if (FactOf(read[i], number + i).Hash != all.Hashes[number + i]) throw Changed(all.Rows);
                rows[i] = plan.With(read[i], all.Windows.AsSpan((number + i) * width, width));
            }
            batch.Set(rows, 0, rows.Length, number, read.Texts.IsEmpty ? null : read.Texts.ToArray());
            number += rows.Length;
            yield return batch;
        }
        if (Differs(number) >= 0 || number != all.Rows) throw Changed(all.Rows);
    }

    private Filled Fill(Team? team, CancellationToken cancellation)
    {
        if (filled is { } before) return before;
        lock (gate)
        {
            if (filled is { } others) return others;
            Gathered gathered = Gather(team, cancellation);
            return filled = new Filled(Compute(gathered, team, cancellation), [.. gathered.Facts.Select(static f => f.Hash)]);
        }
    }

    private float[] Compute(Gathered gathered, Team? team, CancellationToken cancellation)
    {
        Fact[] facts = gathered.Facts;
        int[] order = [.. Enumerable.Range(0, facts.Length)];
        Array.Sort(order, (one, other) => facts[one].CompareTo(facts[other]) is not 0 and var differs ? differs : one.CompareTo(other));
        var windows = new float[facts.Length * width];
        using Team? own = team is null ? Team.OfAll() : null;
        var all = default(WindowCounts);
        // No two groups share a row, so any threads give the same bits; the first failure is that of the first group.
        foreach (WindowCounts of in (team ?? own)!.Map(Turns(order, facts), (turn, _) => FillGroups(order.AsSpan(turn.From, turn.Count), gathered, windows), cancellation))
            all = new WindowCounts(all.Late + of.Late, all.Repeated + of.Repeated);
        counts = all;
        return windows;
    }

    // Whole groups behind each other.
    private static IEnumerable<(int From, int Count)> Turns(int[] order, Fact[] facts)
    {
        for (int from = 0, to; from < order.Length; from = to)
        {
            to = Math.Min(from + TurnRows, order.Length);
            while (to < order.Length && facts[order[to]].Group == facts[order[to - 1]].Group) to++;
            yield return (from, to - from);
        }
    }

    private WindowCounts FillGroups(ReadOnlySpan<int> order, Gathered gathered, float[] windows)
    {
        Fact[] facts = gathered.Facts;
        var left = default(WindowCounts);
        for (int from = 0, to; from < order.Length; from = to)
        {
            ulong group = facts[order[from]].Group;
            for (to = from + 1; to < order.Length && facts[order[to]].Group == group;) to++;
            ReadOnlySpan<int> rows = order[from..to];
            WindowEvents events = EventsOf(rows, gathered, ref left);
            FillGroup(rows, facts, events, windows);
        }
        return left;
    }

    private void FillGroup(ReadOnlySpan<int> rows, Fact[] facts, WindowEvents events, float[] windows)
    {
        int before = -1;
        foreach (int row in rows)
        {
            Span<float> own = windows.AsSpan(row * width, width);
            // Rows of one time see the same rows.
            if (before >= 0 && facts[before].Time == facts[row].Time) windows.AsSpan(before * width, width).CopyTo(own);
            else Fill(events, facts[row].Time, own, row);
            before = row;
        }
    }

    private void Fill(WindowEvents events, long at, Span<float> windows, int row)
    {
        try
        {
            plan.Step.Fill(events, at, windows);
        }
        catch (WindowException problem)
        {
            throw At(row, problem);
        }
    }

    private WindowEvents EventsOf(ReadOnlySpan<int> rows, Gathered gathered, ref WindowCounts left)
    {
        WindowStep step = plan.Step;
        WindowEvents events = step.NewEvents();
        int last = -1;
        foreach (int row in rows)
        {
            Fact fact = gathered.Facts[row];
            if (step.IsLate(fact.Time, fact.Arrived))
            {
                left = left with { Late = left.Late + 1 };
                continue;
            }
            switch (events.Add(fact.Time, fact.Id, fact.Arrived, gathered.Values.AsSpan(row * step.Width, step.Width)))
            {
                case Adding.Repeated: left = left with { Repeated = left.Repeated + 1 }; break;
                case Adding.Conflicting: throw Conflict(last, row);
                default: last = row; break;
            }
        }
        return events;
    }

    private Gathered Gather(Team? team, CancellationToken cancellation, Action<RowBatch<TRow>>? keep = null, bool texts = false)
    {
        var (facts, values) = (new List<Fact>(), new List<double>());
        var observed = new double[plan.Step.Width];
        long most = Array.MaxLength / Math.Max(width, observed.Length);
        foreach (RowBatch<TRow> batch in inner.Batches(cancellation, team, texts))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch[i];
                if (facts.Count == most) throw new WindowException(string.Create(CultureInfo.InvariantCulture, $"{Name} has more than {most} rows, the most that {width} windows can be held for; split the data, or declare fewer"));
                facts.Add(FactOf(row, facts.Count));
                plan.Observe(row, observed);
                values.AddRange(observed);
            }
            keep?.Invoke(batch);
        }
        return new Gathered([.. facts], [.. values]);
    }

    private Fact FactOf(TRow row, int number)
    {
        try
        {
            return new Fact(GroupOf(row), plan.TimeOf(row), plan.IdOf(row), plan.ArrivedOf(row));
        }
        catch (WindowException problem)
        {
            throw At(number, problem);
        }
    }

    private WindowException At(int row, WindowException problem) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Name}, row {row}: {problem.Message}"), problem);

    private WindowException Conflict(int one, int other) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: rows {one} and {other} have one group, event time and [Id] and differ in what windows look at; leave one out, or give rows an [Id] that tells them apart"));

    private InvalidOperationException Changed(long rows) => new(string.Create(
        CultureInfo.InvariantCulture, $"{Name} has other rows now than the {rows} that its windows were computed of; read data that does not change, or make the data set again"));

    /// <summary>What windows look at: each row's place in time, and its observed values.</summary>
    private sealed record Gathered(Fact[] Facts, double[] Values);

    private sealed record Filled(float[] Windows, ulong[] Hashes)
    {
        public int Rows => Hashes.Length;
    }

    /// <summary>Where a row belongs, ordered by group, event time, id and arrival.</summary>
    private readonly record struct Fact(ulong Group, long Time, ulong Id, long Arrived) : IComparable<Fact>
    {
        public ulong Hash
        {
            get
            {
                var hash = new RowHash();
                hash.Add(Group);
                hash.Add(Time);
                hash.Add(Id);
                hash.Add(Arrived);
                return hash.Value;
            }
        }

        public int CompareTo(Fact other)
        {
            int group = Group.CompareTo(other.Group);
            if (group != 0) return group;
            int time = Time.CompareTo(other.Time);
            if (time != 0) return time;
            int id = Id.CompareTo(other.Id);
            return id != 0 ? id : Arrived.CompareTo(other.Arrived);
        }
    }
}
