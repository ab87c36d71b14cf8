using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests.Joins;

public sealed class JoinErrorTests
{
    private static readonly DateTime Noon = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void RowsThatNothingJoinedAreNotRead()
    {
        Dataset<Journey> rows = Dataset<Journey>.FromRows(Journeys.Made(100, seed: 21));
        const string Said = "the rows of Journey: 'Journey' has columns of 'Observation' and of 'Quarter', which nothing has filled; read, split and fit what Join(the data set of Observation).Join(the data set of Quarter) gives";
        foreach (Action read in new Action[]
                 {
                     () => _ = rows.Rows.Count(), () => rows.Count(), () => rows.JoinCounts(),
                     () => JourneyModel.Fit(rows.SplitByTime(0.2, 0.2).Train), () => _ = rows.SplitByTime(0.2, 0.2).Validation.Count,
                 })
            Assert.Equal(Said, Assert.Throws<JoinException>(read).Message);
        Dataset<Journey> half = rows.Join(Dataset<Observation>.FromRows(Journeys.Observations(10, seed: 22)));
        Assert.Equal(
            "the rows of Journey: 'Journey' has columns of 'Quarter', which nothing has filled; read, split and fit what Join(the data set of Quarter) gives",
            Assert.Throws<JoinException>(() => half.Rows.Count()).Message);
    }

    [Fact]
    public void RowsAreJoinedOnce()
    {
        Dataset<Observation> observations = Dataset<Observation>.FromRows(Journeys.Observations(10, seed: 23));
        Dataset<Journey> rows = Dataset<Journey>.FromRows(Journeys.Made(10, seed: 24)).Join(observations);
        Assert.Equal("the rows of Journey: the rows of 'Journey' are joined with 'Observation' already; join them once", Assert.Throws<JoinException>(() => rows.Join(observations)).Message);
    }

    [Fact]
    public void TwoRowsWithOneKeyThatDifferAreAnError()
    {
        Dataset<Journey> rows = Dataset<Journey>.FromRows(Journeys.Made(10, seed: 25)).Join(Dataset<Observation>.FromRows(Journeys.Observations(10, seed: 26)));
        Quarter again = Journeys.Quarters[4] with { Density = 12 };
        Assert.Equal(
            "the rows of Quarter, row 20: two rows of 'Quarter' have the key '12' and differ in what 'Journey' joins; leave one out, set Duplicates on its [Lookup] to say which is meant, or give 'Quarter' an [EventTime] and take [AsOf]",
            Assert.Throws<JoinException>(() => rows.Join(Dataset<Quarter>.FromRows([.. Journeys.Quarters, again])).Rows.Count()).Message);
        Assert.Equal(10, rows.Join(Dataset<Quarter>.FromRows([.. Journeys.Quarters, Journeys.Quarters[4]])).Rows.Count());
    }

    [Fact]
    public void TwoRowsOfOneTimeThatNothingTellsApartAreAnError()
    {
        Dataset<Order> orders = Dataset<Order>.FromRows([new Order(Noon, 1)]);
        Assert.Equal(
            "the rows of Price: two rows of 'Price' lie at 2024-05-01 10:00:00 and differ in what 'Order' joins; leave one out, or give rows an [Id] that tells them apart and says which is newer",
            Assert.Throws<JoinException>(() => orders.Join(Dataset<Price>.FromRows([new(Noon.AddHours(-2), 1), new(Noon.AddHours(-2), 2)])).Rows.Count()).Message);
        Assert.Equal([3d], orders.Join(Dataset<Price>.FromRows([new(Noon.AddHours(-2), 3), new(Noon.AddHours(-2), 3)])).Rows.Select(static o => o.Earlier));
        List<Observation> observations = Journeys.Observations(20, seed: 27);
        string message = Assert.Throws<JoinException>(() => Journeys.Joined(Journeys.Made(5, seed: 28), [.. observations, observations[3] with { Rain = -1 }]).Rows.Count()).Message;
        Assert.Contains($"with the key '{observations[3].Station}'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DateTimeKind.Unspecified, "the rows of Order, row 0: a row of 'Order' has a time without a zone, and rows of 'Price' have times in UTC: their order cannot be known; give all of them in UTC or none, or declare the properties as 'DateTimeOffset'")]
    [InlineData(DateTimeKind.Utc, null)]
    public void TimesWithAndWithoutAZoneAreNotJoined(DateTimeKind kind, string? message)
    {
        Dataset<Order> orders = Dataset<Order>.FromRows([new Order(DateTime.SpecifyKind(Noon, kind), 1)]).Join(Dataset<Price>.FromRows([new(Noon.AddHours(-1), 1)]));
        if (message is null) Assert.Single(orders.Rows);
        else Assert.Equal(message, Assert.Throws<JoinException>(() => orders.Rows.Count()).Message);
    }

    [Fact]
    public void MoreRowsThanMayBeHeldAreAnError()
    {
        Dataset<Order> orders = Dataset<Order>.FromRows([new Order(Noon, 1)]);
        Dataset<Price> prices = Dataset<Price>.FromRows([new(Noon.AddHours(-3), 1), new(Noon.AddHours(-2), 2), new(Noon.AddHours(-1), 3)]);
        Assert.Equal(
            "the rows of Price has more than 2 rows, the most that the join holds; raise maxHeldRows, or join the rows that can be wanted only",
            Assert.Throws<JoinException>(() => orders.Join(prices, maxHeldRows: 2).Rows.Count()).Message);
        Assert.Single(orders.Join(prices, maxHeldRows: 3).Rows);
        Assert.Throws<ArgumentOutOfRangeException>(() => orders.Join(prices, maxHeldRows: 0));
        Assert.Throws<ArgumentNullException>(() => orders.Join<Order, Price>(null!));
    }

    [Fact]
    public void AFaultOfTheOtherFileIsNamedWhereItIs()
    {
        using var prices = new TemporaryText("At,Value\n2024-05-01T10:00:00Z,3\n2024-05-01T11:00:00Z,dear\n");
        Dataset<Order> orders = Dataset<Order>.FromRows([new Order(Noon, 1)]).Join(Dataset<Price>.FromCsv(prices.Path));
        DataFormatException problem = Assert.Throws<DataFormatException>(() => orders.Rows.Count());
        Assert.Contains(prices.Path, problem.Message, StringComparison.Ordinal);
        Assert.Equal(3, problem.Line);
        Dataset<Order> skipping = Dataset<Order>.FromRows([new Order(Noon, 1)]).Join(Dataset<Price>.FromCsv(prices.Path, new CsvOptions { BadRows = BadRowPolicy.Skip }));
        Assert.Equal([3d], skipping.Rows.Select(static o => o.Price));
    }
}
