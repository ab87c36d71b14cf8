using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests.Joins;

public sealed class ReferenceTests
{
    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    [Fact]
    public void ServingSeesWhatTrainingSaw()
    {
        List<Journey> rows = Journeys.Made(4000, seed: 31);
        List<Observation> observations = Journeys.Observations(4000, seed: 32);
        string[] expected = [.. Journeys.Joined(rows, observations).Rows.OrderBy(static r => r.Number).Select(Journeys.Shown)];

        // Rows come as they become known, twice now and then; old ones are let go of on the way.
        var weather = new Reference<Journey, Observation>();
        var quarters = new Reference<Journey, Quarter>(Dataset<Quarter>.FromRows(Journeys.Quarters));
        var arrivals = new Queue<Observation>(observations.OrderBy(static r => r.Known));
        var served = new List<Journey>();
        foreach (Journey row in rows.OrderBy(static r => r.At))
        {
            while (arrivals.TryPeek(out Observation? next) && next.Known <= row.At)
            {
                Assert.True(weather.Add(next));
                if (next.Number % 10 == 0) Assert.False(weather.Add(next));
                arrivals.Dequeue();
            }
            if (row.Number % 500 == 0) weather.Forget(TimeSpan.FromHours(12));
            served.Add(quarters.Complete(weather.Complete(row)));
        }
        Assert.Equal(expected, served.OrderBy(static r => r.Number).Select(Journeys.Shown));
        Assert.True(weather.Rows < observations.Count / 5);
        Assert.Equal(20, quarters.Rows);
        Assert.True(weather.Unmatched > 0);
    }

    [Fact]
    public void AReferenceOfADataSetIsOneOfItsRows()
    {
        List<Observation> observations = Journeys.Observations(2000, seed: 33);
        var whole = new Reference<Journey, Observation>(Dataset<Observation>.FromRows(observations));
        var single = new Reference<Journey, Observation>();
        var random = new Random(34);
        foreach (Observation observation in observations.OrderBy(_ => random.Next())) single.Add(observation);
        Assert.Equal(whole.Rows, single.Rows);
        foreach (Journey row in Journeys.Made(1000, seed: 35)) Assert.Equal(Journeys.Shown(whole.Complete(row)), Journeys.Shown(single.Complete(row)));
    }

    [Fact]
    public void ARowThatDiffersChangesNothing()
    {
        List<Observation> observations = Journeys.Observations(50, seed: 36);
        var reference = new Reference<Journey, Observation>(Dataset<Observation>.FromRows(observations));
        Journey asked = Journeys.Made(1, seed: 37)[0] with { Station = observations[0].Station, At = observations[0].At.AddHours(1) };
        string before = Journeys.Shown(reference.Complete(asked));
        Assert.Contains($"with the key '{observations[0].Station}' and differ", Assert.Throws<JoinException>(() => reference.Add(observations[0] with { Rain = -5 })).Message, StringComparison.Ordinal);
        Assert.Equal((50, before), (reference.Rows, Journeys.Shown(reference.Complete(asked))));
        var signs = new Reference<Stopover, Sign>();
        Assert.True(signs.Add(new Sign { Shop = 1, Text = "open" }));
        Assert.False(signs.Add(new Sign { Shop = 1, Text = "closed" }));
        Stopover visit = signs.Complete(new Stopover { Shop = 1 });
        Assert.Equal(("open", "closed"), (visit.First, visit.Last));
    }

    [Fact]
    public void WhatIsLetGoOfIsNotAskedFor()
    {
        var reference = new Reference<Order, Price>();
        DateTime noon = new(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        Assert.Equal(0, reference.Forget(TimeSpan.Zero));
        for (int i = 0; i < 100; i++) reference.Add(new Price(noon.AddHours(i), i));
        Assert.Equal(73, reference.Forget(TimeSpan.FromHours(2)));
        Assert.Equal(27, reference.Rows);
        // A day before the oldest that may still ask is still there.
        Assert.Equal(97, reference.Complete(new Order(noon.AddHours(97), 1)).Price);
        Assert.Equal(
            "a row of 'Order' at 2024-05-05 12:59:59 lies before 2024-05-05 13:00:00, from where on the reference still holds what can be asked for of 'Price'; set the clock right, or give Forget a longer rewind",
            Assert.Throws<JoinException>(() => reference.Complete(new Order(noon.AddHours(97).AddSeconds(-1), 1))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => reference.Forget(TimeSpan.FromHours(-1)));
    }

    [Fact]
    public void AReferenceIsBounded()
    {
        DateTimeOffset now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);
        var reference = new Reference<Order, Price>(new ReferenceOptions { MaxRows = 2, Ahead = TimeSpan.FromHours(1), Clock = new Clock(now) });
        Assert.Equal(
            "a row of 'Price' at 2024-05-01 13:00:01 lies more than 01:00:00 ahead of the clock, which says 2024-05-01 12:00:00 in UTC; set the clock right that made it, or raise ReferenceOptions.Ahead",
            Assert.Throws<JoinException>(() => reference.Add(new Price(now.UtcDateTime.AddSeconds(3601), 1))).Message);
        reference.Add(new Price(now.UtcDateTime, 1));
        reference.Add(new Price(now.UtcDateTime.AddHours(-1), 2));
        Assert.Equal(
            "the reference of 'Order' holds 2 rows of 'Price', the most it may; raise ReferenceOptions.MaxRows, or let go of old ones with Forget",
            Assert.Throws<JoinException>(() => reference.Add(new Price(now.UtcDateTime.AddHours(-2), 3))).Message);
        Assert.False(reference.Add(new Price(now.UtcDateTime, 1)));
        Assert.Equal(2, reference.Rows);
        Dataset<Price> prices = Dataset<Price>.FromRows([new(now.UtcDateTime, 1), new(now.UtcDateTime.AddHours(1), 2)]);
        Assert.Throws<JoinException>(() => new Reference<Order, Price>(prices, new ReferenceOptions { MaxRows = 1 }));
        Assert.Throws<ArgumentException>(() => new Reference<Order, Price>(new ReferenceOptions { MaxRows = 0 }));
        Assert.Throws<ArgumentException>(() => new Reference<Order, Price>(new ReferenceOptions { Ahead = TimeSpan.FromHours(-1) }));
    }

    [Fact]
    public void ARowAheadOfTheClockDoesNotEndAReference()
    {
        DateTimeOffset now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);
        var options = new ReferenceOptions { Clock = new Clock(now) };
        Dataset<Price> open = Dataset<Price>.FromRows([new(now.UtcDateTime, 1), new(new DateTime(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc), 2)]);
        Assert.Equal(
            "a row of 'Price' at 9999-12-31 00:00:00 lies more than 1.00:00:00 ahead of the clock, which says 2024-05-01 12:00:00 in UTC; set the clock right that made it, or raise ReferenceOptions.Ahead",
            Assert.Throws<JoinException>(() => new Reference<Order, Price>(open, options)).Message);
        foreach (int ahead in new[] { 20, 24 })
        {
            var reference = new Reference<Order, Price>(Dataset<Price>.FromRows([new(now.UtcDateTime.AddHours(-30), 1), new(now.UtcDateTime.AddHours(-25), 2), new(now.UtcDateTime.AddHours(-1), 3), new(now.UtcDateTime.AddHours(ahead), 4)]), options);
            // An hour and a day before the clock, not before the forecast.
            Assert.Equal((1, 3), (reference.Forget(TimeSpan.FromHours(1)), reference.Rows));
            Assert.Equal(3, reference.Complete(new Order(now.UtcDateTime, 1)).Price);
            Assert.Equal(2, reference.Complete(new Order(now.UtcDateTime.AddHours(-1), 1)).Earlier);
            Assert.Throws<JoinException>(() => reference.Complete(new Order(now.UtcDateTime.AddHours(-2), 1)));
        }
    }

    [Fact]
    public void ATimeThatIsNotOneInstantIsRefused()
    {
        var reference = new Reference<Ferry, RiverLevel>();
        DateTime twice = new(2024, 10, 27, 2, 30, 0);
        Assert.True(reference.Add(new RiverLevel(twice.AddHours(-2), 7, 0)));
        JoinException added = Assert.Throws<JoinException>(() => reference.Add(new RiverLevel(twice, 8, 0))), asked = Assert.Throws<JoinException>(() => reference.Complete(new Ferry(twice, 3)));
        Assert.All([added, asked], static problem => Assert.Equal(Assert.IsType<WindowException>(problem.InnerException).Message, problem.Message));
        Assert.Equal((1, 7), (reference.Rows, reference.Complete(new Ferry(twice.AddHours(2), 3)).Level));
    }

    [Theory]
    [InlineData(DateTimeKind.Local, "a row of 'Price' has a local time, which is another instant on another machine; give it as UTC (ToUniversalTime), or declare the property as 'DateTimeOffset'")]
    [InlineData(DateTimeKind.Unspecified, "a row of 'Price' has a time without a zone, and rows of 'Price' have times in UTC: their order cannot be known; give all of them in UTC or none, or declare the properties as 'DateTimeOffset'")]
    public void TimesWithoutAnOrderAreRefused(DateTimeKind kind, string message)
    {
        var reference = new Reference<Order, Price>();
        reference.Add(new Price(new DateTime(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc), 1));
        Assert.Equal(message, Assert.Throws<JoinException>(() => reference.Add(new Price(new DateTime(2024, 5, 1, 13, 0, 0, kind), 1))).Message);
        Assert.Throws<JoinException>(() => reference.Complete(new Order(new DateTime(2024, 5, 1, 13, 0, 0, kind), 1)));
    }

    [Fact]
    public async Task SeveralThreadsMayAddAndAsk()
    {
        List<Observation> observations = Journeys.Observations(4000, seed: 38);
        List<Journey> rows = Journeys.Made(2000, seed: 39);
        var reference = new Reference<Journey, Observation>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(part => Task.Run(() =>
        {
            foreach (Observation observation in observations.Where(r => r.Number % 4 == part)) reference.Add(observation);
            foreach (Journey row in rows.Where(r => r.Number % 4 == part)) reference.Complete(row);
        })));
        var steady = new Reference<Journey, Observation>(Dataset<Observation>.FromRows(observations));
        Assert.All(rows, row => Assert.Equal(Journeys.Shown(steady.Complete(row)), Journeys.Shown(reference.Complete(row))));
    }
}
