using System.Globalization;
using MlDsl.Joins;

namespace MlDsl;

/// <summary>What a join in a data set found.</summary>
internal interface IJoinedSource
{
    /// <summary>The counts of the pass that came to its end; takes one unless one has been made.</summary>
    IReadOnlyList<JoinCount> Counts(CancellationToken cancellation);
}

/// <summary>
/// Rows of another source with the columns that come from a second data set. The first pass reads that one once and holds of each row its key, its times and the
/// joined columns; rows are filled as they are read.
/// </summary>
internal sealed class JoinedSource<TRow, TOther>(RowSource<TRow> inner, RowSource<TOther> others, long maxHeldRows) : RowSource<TRow>, IJoinedSource
    where TRow : IJoinedRow<TRow, TOther>
    where TOther : IRow<TOther>
{
    private readonly JoinPlan<TRow, TOther> plan = TRow.Joins;
    private readonly object gate = new();
    private volatile JoinIndex<TRow, TOther>[]? held;
    private volatile IReadOnlyList<JoinCount>? counts;

    public override string Name => inner.Name;

    public override SkippedRows Skipped => inner.Skipped;

    public override Contracts.ContractTally? Broken => inner.Broken;

    public override IEnumerable<RowBatch<TRow>> Batches(CancellationToken cancellation, Team? team, bool texts)
    {
        JoinIndex<TRow, TOther>[] indexes = Hold(team, cancellation);
        long[][] unmatched = [.. plan.Joins.Select(static join => new long[join.Uses.Count])];
        var batch = new RowBatch<TRow>();
        long number = 0;
        foreach (RowBatch<TRow> read in inner.Batches(cancellation, team, texts))
        {
            var rows = new TRow[read.Count];
            for (int i = 0; i < rows.Length; i++) rows[i] = Filled(read[i], indexes, unmatched, number + i);
            batch.Set(rows, 0, rows.Length, number, read.Texts.IsEmpty ? null : read.Texts.ToArray());
            number += rows.Length;
            yield return batch;
        }
        counts ??= [.. plan.Joins.SelectMany((join, i) => join.Uses.Select((use, j) => new JoinCount(typeof(TOther).Name, use.By, use.Members, number, unmatched[i][j], indexes[i].Repeated)))];
        Differs(number);
    }

    public IReadOnlyList<JoinCount> Counts(CancellationToken cancellation)
    {
        if (counts is null)
        {
            foreach (RowBatch<TRow> _ in Batches(cancellation, null, texts: false))
            {
                // The pass counts at its end.
            }
        }
        return counts!;
    }

    private TRow Filled(TRow row, JoinIndex<TRow, TOther>[] indexes, long[][] unmatched, long number)
    {
        TRow filled = plan.Copy(row);
        for (int i = 0; i < indexes.Length; i++)
        {
            for (int use = 0; use < unmatched[i].Length; use++)
            {
                try
                {
                    if (!indexes[i].Fill(ref filled, use)) unmatched[i][use]++;
                }
                catch (InvalidOperationException problem) when (problem is JoinException or WindowException)
                {
                    throw new JoinException(string.Create(CultureInfo.InvariantCulture, $"{Name}, row {number}: {problem.Message}"), problem);
                }
            }
        }
        return filled;
    }

    private JoinIndex<TRow, TOther>[] Hold(Team? team, CancellationToken cancellation)
    {
        if (held is { } before) return before;
        lock (gate) return held ??= JoinLoader.Load(plan, others, maxHeldRows, team, cancellation);
    }
}
