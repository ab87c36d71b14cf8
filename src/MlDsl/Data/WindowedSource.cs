using System.Globalization;
using MlDsl.Windows;

namespace MlDsl;

/// <summary>
/// Rows of another source with their windows over time. The first pass gathers what windows look at and computes them by group in event order; of
/// each row the windows are held from then on, four bytes each, and eight bytes by which a later pass tells that the rows are still the same.
/// </summary>
internal sealed class WindowedSource<TRow>(RowSource<TRow> inner, WindowPlan<TRow> plan) : RowSource<TRow> where TRow : IRow<TRow>
{
    // As a delegate: shared code of a type parameter looks the method up at every call.
    private static readonly Func<TRow, ulong> GroupOf = TRow.GroupOf;

    private readonly int width = plan.Step.Windows.Count;
    private readonly object gate = new();
    private volatile Filled? filled;

    public override string Name => inner.Name;

    public override SkippedRows Skipped => inner.Skipped;

    /// <summary>What was left out; takes a pass unless one has been made.</summary>
    public WindowCounts Counts(CancellationToken cancellation) => Fill(null, cancellation).Counts;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
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
        lock (gate) return filled ??= Compute(team, cancellation);
    }

    private Filled Compute(Team? team, CancellationToken cancellation)
    {
        var gathered = Gather(team, cancellation);
        Fact[] facts = gathered.Facts;
        int[] order = [.. Enumerable.Range(0, facts.Length)];
        Array.Sort(order, (one, other) => facts[one].CompareTo(facts[other]) is not 0 and var differs ? differs : one.CompareTo(other));
        var windows = new float[facts.Length * width];
        var counts = default(WindowCounts);
        for (int from = 0, to; from < order.Length; from = to)
        {
            cancellation.ThrowIfCancellationRequested();
            ulong group = facts[order[from]].Group;
            for (to = from + 1; to < order.Length && facts[order[to]].Group == group;) to++;
            ReadOnlySpan<int> rows = order.AsSpan(from, to - from);
            WindowEvents events = EventsOf(rows, gathered, ref counts);
            FillGroup(rows, facts, events, windows);
        }
        return new Filled(windows, [.. facts.Select(static f => f.Hash)], counts);
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

    private WindowEvents EventsOf(ReadOnlySpan<int> rows, (Fact[] Facts, double[] Values) gathered, ref WindowCounts counts)
    {
        WindowStep step = plan.Step;
        WindowEvents events = step.NewEvents();
        int last = -1;
        foreach (int row in rows)
        {
            Fact fact = gathered.Facts[row];
            if (step.IsLate(fact.Time, fact.Arrived))
            {
                counts = counts with { Late = counts.Late + 1 };
                continue;
            }
            switch (events.Add(fact.Time, fact.Id, fact.Arrived, gathered.Values.AsSpan(row * step.Width, step.Width)))
            {
                case Adding.Repeated: counts = counts with { Repeated = counts.Repeated + 1 }; break;
                case Adding.Conflicting: throw Conflict(last, row);
                default: last = row; break;
            }
        }
        return events;
    }

    private (Fact[] Facts, double[] Values) Gather(Team? team, CancellationToken cancellation)
    {
        var (facts, values) = (new List<Fact>(), new List<double>());
        var observed = new double[plan.Step.Width];
        long most = Array.MaxLength / Math.Max(width, observed.Length);
        foreach (RowBatch<TRow> batch in inner.Batches(cancellation, team))
        {
            for (int i = 0; i < batch.Count; i++)
            {
                TRow row = batch[i];
                if (facts.Count == most) throw new WindowException(string.Create(CultureInfo.InvariantCulture, $"{Name} has more than {most} rows, the most that {width} windows can be held for; split the data, or declare fewer"));
                facts.Add(FactOf(row, facts.Count));
                plan.Observe(row, observed);
                values.AddRange(observed);
            }
        }
        return ([.. facts], [.. values]);
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

    private InvalidOperationException Changed(int rows) => new(string.Create(
        CultureInfo.InvariantCulture, $"{Name} has other rows now than the {rows} that its windows were computed of; read data that does not change, or make the data set again"));

    private sealed record Filled(float[] Windows, ulong[] Hashes, WindowCounts Counts)
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
