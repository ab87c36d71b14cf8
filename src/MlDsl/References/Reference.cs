using System.Globalization;
using MlDsl.Joins;

namespace MlDsl;

/// <summary>
/// The rows of another data set that columns of <typeparamref name="TRow"/> come from, in service: it holds what joins can want, takes rows as they become known,
/// and completes the rows that a prediction is asked for by the code that joins data sets, so that both have the same bits. Safe for several threads.
/// </summary>
/// <remarks>
/// Of each row the key, the times and the joined columns are held. Nothing is let go of but by <see cref="Forget"/>; <see cref="ReferenceOptions.MaxRows"/> bounds it.
/// </remarks>
/// <typeparam name="TRow">The row type that a prediction is asked for.</typeparam>
/// <typeparam name="TOther">The row type that its columns come from.</typeparam>
public sealed class Reference<TRow, TOther> where TRow : IJoinedRow<TRow, TOther> where TOther : IRow<TOther>
{
    private readonly JoinPlan<TRow, TOther> plan = TRow.Joins;
    private readonly ReferenceOptions options;
    private readonly JoinIndex<TRow, TOther>[] indexes;
    private readonly object gate = new();
    private long floor = long.MinValue;
    private long unmatched;

    /// <summary>A reference without rows.</summary>
    /// <param name="options">What it may hold; the defaults unless given.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public Reference(ReferenceOptions? options = null)
    {
        this.options = (options ?? new ReferenceOptions()).Checked();
        indexes = [.. plan.Joins.Select(static join => join.NewIndex())];
    }

    /// <summary>A reference with the rows of a data set, which is read at once.</summary>
    /// <param name="others">The rows.</param>
    /// <param name="options">What it may hold; the defaults unless given.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="JoinException">There are more rows than it may hold, rows with one key differ, a time lies too far ahead of the clock, or times have no order.</exception>
    public Reference(Dataset<TOther> others, ReferenceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(others);
        this.options = (options ?? new ReferenceOptions()).Checked();
        indexes = JoinLoader.Load(plan, others.Source, this.options.MaxRows, null, cancellation);
        if (Newest is { } newest && newest - Now() > this.options.Ahead.Ticks) throw Ahead(newest);
    }

    /// <summary>The rows that are held.</summary>
    public long Rows
    {
        get
        {
            lock (gate) return indexes.Max(static index => index.Rows);
        }
    }

    /// <summary>The rows that were completed and for which something was missing, because there is no row with their key or none near and early enough.</summary>
    public long Unmatched => Interlocked.Read(ref unmatched);

    /// <summary>Adds a row that became known. One that is there already is there once.</summary>
    /// <returns>Whether it was new.</returns>
    /// <exception cref="JoinException">
    /// The reference holds as many rows as it may; a row of the same key, time and id has other values; the time lies too far ahead of the clock, is not one
    /// instant in its zone or has no order among the others. Nothing changed then.
    /// </exception>
    public bool Add(TOther row)
    {
        ArgumentNullException.ThrowIfNull(row);
        try
        {
            lock (gate)
            {
                bool isNew = IsNew(row);
                foreach (JoinIndex<TRow, TOther> index in indexes) index.Add(row);
                return isNew;
            }
        }
        catch (WindowException problem)
        {
            throw new JoinException(problem.Message, problem);
        }
    }

    /// <summary>The row with the columns that come from the other data set; those that nothing matches are missing.</summary>
    /// <exception cref="JoinException">The row lies so far back that what it wants is no longer held, or its time is not one instant in its zone or has no order among the others.</exception>
    public TRow Complete(TRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        TRow filled = plan.Copy(row);
        bool isWhole = true;
        try
        {
            lock (gate)
            {
                for (int i = 0; i < indexes.Length; i++)
                {
                    if (indexes[i].TimeOf(row) is { } at && at < floor) throw Gone(at);
                    for (int use = 0; use < plan.Joins[i].Uses.Count; use++) isWhole &= indexes[i].Fill(ref filled, use);
                }
            }
        }
        catch (WindowException problem)
        {
            throw new JoinException(problem.Message, problem);
        }
        if (!isWhole) Interlocked.Increment(ref unmatched);
        return filled;
    }

    /// <summary>
    /// Lets go of the rows that no row can ask for any more whose event time is at most <paramref name="rewind"/> before the newest of all that were added,
    /// or before the clock where that is earlier. A row further back is an error from then on. Of a lookup nothing is let go of.
    /// </summary>
    /// <returns>How many rows were let go of.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rewind"/> is negative.</exception>
    public long Forget(TimeSpan rewind)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rewind, TimeSpan.Zero);
        lock (gate)
        {
            if (Newest is not { } newest) return 0;
            // What lies ahead of the clock, as a forecast may, lets go of nothing that is asked for now.
            floor = Math.Max(floor, Math.Min(newest, Now()) - rewind.Ticks);
            return indexes.Max(index => index.Forget(floor));
        }
    }

    private long? Newest => indexes.Max(static index => index.Newest);

    private bool IsNew(TOther row)
    {
        bool isNew = false;
        foreach (JoinIndex<TRow, TOther> index in indexes)
        {
            Joining joining = index.Probe(row);
            if (joining == Joining.Conflicting) throw index.Conflict(row);
            if (joining == Joining.New && index.Rows >= options.MaxRows) throw Full();
            isNew |= joining == Joining.New;
            if (index.OtherTimeOf(row) is { } time && time - Now() > options.Ahead.Ticks) throw Ahead(time);
        }
        return isNew;
    }

    private long Now() => options.Clock.GetUtcNow().UtcTicks;

    private JoinException Full() => new(string.Create(
        CultureInfo.InvariantCulture,
        $"the reference of '{TRow.Schema.Name}' holds {options.MaxRows} rows of '{TOther.Schema.Name}', the most it may; raise ReferenceOptions.MaxRows, or let go of old ones with Forget"));

    private JoinException Ahead(long time) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"a row of '{TOther.Schema.Name}' at {Text(time)} lies more than {options.Ahead} ahead of the clock, which says {Text(Now())} in UTC; set the clock right that made it, or raise ReferenceOptions.Ahead"));

    private JoinException Gone(long at) => new(string.Create(
        CultureInfo.InvariantCulture,
        $"a row of '{TRow.Schema.Name}' at {Text(at)} lies before {Text(floor)}, from where on the reference still holds what can be asked for of '{TOther.Schema.Name}'; set the clock right, or give Forget a longer rewind"));

    private static string Text(long ticks) => new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks)).ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture);
}
