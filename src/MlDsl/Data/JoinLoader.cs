using System.Globalization;
using MlDsl.Joins;

namespace MlDsl;

/// <summary>Reads a data set into the indexes of a join.</summary>
internal static class JoinLoader
{
    /// <exception cref="JoinException">There are more rows than may be held, or rows of one key differ; the message names the source.</exception>
    public static JoinIndex<TRow, TOther>[] Load<TRow, TOther>(JoinPlan<TRow, TOther> plan, RowSource<TOther> others, long maxHeldRows, Team? team, CancellationToken cancellation)
    {
        JoinIndex<TRow, TOther>[] indexes = [.. plan.Joins.Select(static join => join.NewIndex())];
        long number = 0;
        foreach (RowBatch<TOther> batch in others.Batches(cancellation, team))
        {
            for (int i = 0; i < batch.Count; i++, number++)
            {
                if (number == maxHeldRows) throw new JoinException(string.Create(
                    CultureInfo.InvariantCulture, $"{others.Name} has more than {maxHeldRows} rows, the most that the join holds; raise maxHeldRows, or join the rows that can be wanted only"));
                try
                {
                    foreach (JoinIndex<TRow, TOther> index in indexes) index.Load(batch[i]);
                }
                catch (InvalidOperationException problem) when (problem is JoinException or WindowException)
                {
                    throw new JoinException(string.Create(CultureInfo.InvariantCulture, $"{others.Name}, row {number}: {problem.Message}"), problem);
                }
            }
        }
        try
        {
            foreach (JoinIndex<TRow, TOther> index in indexes) index.Seal();
        }
        catch (JoinException problem)
        {
            throw new JoinException($"{others.Name}: {problem.Message}", problem);
        }
        return indexes;
    }
}
