namespace MlDsl;

/// <summary>
/// Splits along the event time: rows marked <see cref="EventTimeAttribute"/>. Train comes before validation, validation before the
/// test; rows of one time stay together. A split takes one pass and up to 80 bytes per row while it is made; one byte per row is kept.
/// </summary>
/// <remarks>
/// The embargo keeps a distance before each later side: rows no more than it before the begin of validation or test belong to no side
/// and are counted in <see cref="Split{TRow}.Embargoed"/>. Choose it as long as an outcome takes to be known.
/// </remarks>
public static class TimeSplits
{
    /// <summary>The latest rows are the test's, the ones before validation's.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The share for the test, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="embargo">The distance kept before validation and test; 0 or longer, and no less than the Horizon of windows over the label.</param>
    /// <exception cref="ArgumentException">A share is out of its range, or the shares leave nothing to train on.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows though its share is not 0.</exception>
    public static Split<TRow> SplitByTime<TRow>(this Dataset<TRow> data, double validation, double test, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime
    {
        var shares = new Shares(validation, test);
        SplitDescription description = shares.Describe(SplitMethod.Time, null, null) with { Embargo = TimeCut.Embargo<TRow>(embargo), CountsSteps = EventSteps.Are(TRow.Schema) };
        return data.Split(null, RowKey.Time, description, (facts, _) => TimeCut.ByShares(facts, shares, null, description));
    }

    /// <summary>
    /// The latest rows are validation's; the test side is other, later data. Rows that are not earlier than its first row by the embargo
    /// belong to no side.
    /// </summary>
    /// <param name="data">The rows.</param>
    /// <param name="validation">The share for validation of the rows early enough, 0 or more and below 1; with 0 that side is empty.</param>
    /// <param name="test">The rows of the test side.</param>
    /// <param name="embargo">The distance kept before validation and test; 0 or longer, and no less than the Horizon of windows over the label.</param>
    /// <exception cref="ArgumentException">The share is out of its range.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows though its share is not 0.</exception>
    public static Split<TRow> SplitByTime<TRow>(this Dataset<TRow> data, double validation, Dataset<TRow> test, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime
    {
        ArgumentNullException.ThrowIfNull(test);
        var shares = new Shares(validation, 0);
        SplitDescription description = shares.Describe(SplitMethod.Time, test.Source.Name, null) with { Embargo = TimeCut.Embargo<TRow>(embargo), CountsSteps = EventSteps.Are(TRow.Schema) };
        return data.Split(test, RowKey.Time, description, (facts, testFacts) => TimeCut.ByShares(facts, shares, TimeCut.First(testFacts!), description));
    }

    /// <summary>Cuts at two points in time.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validationFrom">The first time of validation; compared with event times tick by tick, in UTC or without a kind as they are; not local.</param>
    /// <param name="testFrom">The first time of the test, later than <paramref name="validationFrom"/>.</param>
    /// <param name="embargo">The distance kept before validation and test; 0 or longer, and no less than the Horizon of windows over the label.</param>
    /// <exception cref="ArgumentException">A point is a local time, the points are not in order, or the embargo is negative.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows.</exception>
    public static Split<TRow> SplitByTime<TRow>(this Dataset<TRow> data, DateTime validationFrom, DateTime testFrom, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime
    {
        long test = TimeCut.Ticks<TRow>(testFrom, nameof(testFrom));
        SplitDescription description = TimeCut.Describe(TimeCut.Ticks<TRow>(validationFrom, nameof(validationFrom)), test, null, TimeCut.Embargo<TRow>(embargo));
        return data.Split(null, RowKey.Time, description, (facts, _) => new(TimeCut.At(facts, description, test), description));
    }

    /// <summary>Cuts at two points in time.</summary>
    /// <inheritdoc cref="SplitByTime{TRow}(Dataset{TRow}, DateTime, DateTime, TimeSpan)"/>
    public static Split<TRow> SplitByTime<TRow>(this Dataset<TRow> data, DateTimeOffset validationFrom, DateTimeOffset testFrom, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime => data.SplitByTime(validationFrom.UtcDateTime, testFrom.UtcDateTime, embargo);

    /// <summary>Cuts at a point in time; the test side is other, later data.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validationFrom">The first time of validation; compared with event times tick by tick, in UTC or without a kind as they are; not local.</param>
    /// <param name="test">The rows of the test side. Rows of the data that are not earlier than its first by the embargo belong to no side.</param>
    /// <param name="embargo">The distance kept before validation and test; 0 or longer, and no less than the Horizon of windows over the label.</param>
    /// <exception cref="ArgumentException">The point is a local time, or the embargo is negative.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows.</exception>
    public static Split<TRow> SplitByTime<TRow>(this Dataset<TRow> data, DateTime validationFrom, Dataset<TRow> test, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime
    {
        ArgumentNullException.ThrowIfNull(test);
        SplitDescription description = TimeCut.Describe(TimeCut.Ticks<TRow>(validationFrom, nameof(validationFrom)), null, test.Source.Name, TimeCut.Embargo<TRow>(embargo));
        return data.Split(test, RowKey.Time, description, (facts, testFacts) => new(TimeCut.At(facts, description, TimeCut.First(testFacts!)), description));
    }

    /// <summary>Cuts at a point in time; the test side is other, later data.</summary>
    /// <inheritdoc cref="SplitByTime{TRow}(Dataset{TRow}, DateTime, Dataset{TRow}, TimeSpan)"/>
    public static Split<TRow> SplitByTime<TRow>(this Dataset<TRow> data, DateTimeOffset validationFrom, Dataset<TRow> test, TimeSpan embargo = default)
        where TRow : IRow<TRow>, IRowsInTime => data.SplitByTime(validationFrom.UtcDateTime, test, embargo);

    /// <summary>Cuts at two steps, of rows whose <see cref="EventTimeAttribute"/> numbers them.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="validationFrom">The first step of validation.</param>
    /// <param name="testFrom">The first step of the test, later than <paramref name="validationFrom"/>.</param>
    /// <param name="embargo">The steps that are kept free before validation and test; 0 or more.</param>
    /// <exception cref="ArgumentException">The steps are not in order, one is negative, or the embargo is.</exception>
    /// <exception cref="InvalidOperationException">A side has no rows, or event times are no steps.</exception>
    public static Split<TRow> SplitByStep<TRow>(this Dataset<TRow> data, long validationFrom, long testFrom, long embargo = 0)
        where TRow : IRow<TRow>, IRowsInTime
    {
        TimeCut.CheckSteps<TRow>();
        long test = EventSteps.Of(testFrom, nameof(testFrom));
        SplitDescription description = TimeCut.Describe(EventSteps.Of(validationFrom, nameof(validationFrom)), test, null, TimeCut.Embargo(embargo), countsSteps: true);
        return data.Split(null, RowKey.Time, description, (facts, _) => new(TimeCut.At(facts, description, test), description));
    }
}
