using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests.Windows;

/// <summary>The step in serving: the same windows as in data sets, and what a history refuses.</summary>
public sealed class HistoryTests
{
    [Fact]
    public void CompletesRowsAsADataSetFillsThem()
    {
        List<Taking> rows = Takings.Made(4000, seed: 11);
        var windows = Dataset<Taking>.FromRows(rows).Rows.ToDictionary(static r => r.Number, Takings.Windows);
        var history = new History<Taking>(new HistoryOptions { Rewind = TimeSpan.Zero });
        foreach ((bool isArrival, Taking row) in Events(rows))
        {
            if (isArrival) history.Add(row);
            else Assert.Equal(windows[row.Number], Takings.Windows(history.Complete(row)));
        }
        Assert.Equal(Dataset<Taking>.FromRows(rows).WindowCounts(), history.Counts);
        Assert.Equal(7, history.Groups);
        Assert.True(history.Rows < 3000);
    }

    [Fact]
    public void ASnapshotGoesOnAsIfNothingHadHappened()
    {
        List<Taking> rows = Takings.Made(2000, seed: 12);
        var all = Events(rows).ToList();
        var steady = new History<Taking>();
        var history = new History<Taking>();
        var file = new MemoryStream();
        history.Save(file);
        int from = 0;
        for (int i = 0; i < all.Count; i++)
        {
            var (isArrival, row) = all[i];
            if (isArrival)
            {
                steady.Add(row);
                history.Add(row);
            }
            else Assert.Equal(Takings.Windows(steady.Complete(row)), Takings.Windows(history.Complete(row)));
            if (i % 97 == 0) (file, from) = (Saved(history), i + 1);
            if (i % 61 != 0) continue;
            // Killed: what came since the snapshot, and a little of what came before, comes again.
            history = History<Taking>.Restore(new MemoryStream(file.ToArray()));
            foreach (var again in all.Take(i + 1).Skip(Math.Max(0, from - 20)).Where(static e => e.IsArrival)) history.Add(again.Row);
        }
        // Behind mark, declaration and what was counted: the kills repeated rows.
        Assert.Equal(Saved(steady).ToArray()[40..^32], Saved(history).ToArray()[40..^32]);
    }

    [Fact]
    public void ARowIsAddedOnce()
    {
        var history = new History<Taking>();
        Taking row = Takings.Made(1, seed: 13)[0] with { Known = Takings.Start, At = Takings.Start };
        Assert.Equal(HistoryAddition.Added, history.Add(row));
        Assert.Equal(HistoryAddition.Repeated, history.Add(row));
        Assert.Equal(HistoryAddition.Late, history.Add(row with { Number = 1, Known = row.At.AddDays(3).AddTicks(1) }));
        Assert.Equal((1, 1, new WindowCounts(1, 1)), (history.Rows, history.Groups, history.Counts));
        var problem = Assert.Throws<WindowException>(() => history.Add(row with { Profit = row.Profit + 1 }));
        Assert.Equal($"the history of 'Taking' has a row of the group '{row.Shop}' at 2024-03-01 00:00:00 with the same [Id] and other values; it stays as it is: give rows an [Id] that tells them apart", problem.Message);
        Assert.Equal(row.Profit, history.Complete(row with { At = row.At.AddDays(1) }).ProfitLag1);
    }

    [Fact]
    public void AFullGroupIsAnErrorThatChangesNothing()
    {
        var history = new History<Taking>(new HistoryOptions { MaxRowsPerGroup = 10 });
        List<Taking> rows = [.. Takings.Made(11, seed: 14, shops: 1, hours: 1).Select(static r => r with { Known = r.At })];
        foreach (Taking row in rows.Take(10)) history.Add(row);
        string before = Takings.Windows(history.Complete(rows[0] with { At = Takings.Start.AddHours(2) }));
        var problem = Assert.Throws<WindowException>(() => history.Add(rows[10]));
        Assert.Equal("the history of 'Taking' holds 10 rows of the group 'shop 0', and its windows want all of them; raise HistoryOptions.MaxRowsPerGroup, or declare shorter windows", problem.Message);
        Assert.Equal(HistoryAddition.Repeated, history.Add(rows[3]));
        Assert.Equal((10, before), (history.Rows, Takings.Windows(history.Complete(rows[0] with { At = Takings.Start.AddHours(2) }))));
        // Days later the windows want none of them but the last ones.
        Assert.Equal(HistoryAddition.Added, history.Add(rows[10] with { At = Takings.Start.AddDays(9), Known = Takings.Start.AddDays(9) }));
    }

    [Fact]
    public void TooManyGroupsAreAnErrorAndIdleOnesAreLetGoOf()
    {
        var history = new History<Taking>(new HistoryOptions { MaxGroups = 100 });
        Taking row = Takings.Made(1, seed: 15)[0];
        for (int i = 0; i < 100; i++) history.Add(row with { Shop = $"{i}", At = Takings.Start.AddHours(i), Known = Takings.Start.AddHours(i) });
        Taking more = row with { Shop = "one more", At = Takings.Start.AddHours(101), Known = Takings.Start.AddHours(101) };
        Assert.Equal(
            "the history of 'Taking' holds 100 groups, so that the group 'one more' has no room; raise HistoryOptions.MaxGroups, or let go of idle ones with Forget",
            Assert.Throws<WindowException>(() => history.Add(more)).Message);
        Assert.Equal(49, history.Forget(TimeSpan.FromHours(50)));
        Assert.Equal(HistoryAddition.Added, history.Add(more));
        Assert.Equal((52, 52), (history.Groups, history.Rows));
    }

    [Fact]
    public void AClockThatGoesBackFurtherThanIsHeldIsNamed()
    {
        var history = new History<Taking>();
        List<Taking> rows = [.. Takings.Made(500, seed: 16, shops: 1).Select(static r => r with { Known = r.At }).OrderBy(static r => r.At)];
        foreach (Taking row in rows) history.Add(row);
        Taking last = rows[^1];
        Assert.Equal(Takings.Search(rows, last with { At = last.At.AddMinutes(-59) }), Takings.Windows(history.Complete(last with { At = last.At.AddMinutes(-59) })));
        var problem = Assert.Throws<WindowException>(() => history.Complete(last with { At = rows[0].At }));
        Assert.Contains("and what its windows want is no longer held; set the clock right, or raise HistoryOptions.Rewind, which is 01:00:00", problem.Message);
    }

    // A delay of two days lets rows arrive in the future of those who ask.
    [Fact]
    public void RowsThatAreKnownSoonerThanTheyAreDeclaredRefuseNobody()
    {
        PulseDay[] days = [.. Enumerable.Range(0, 100).Select(i => new PulseDay { Day = new DateOnly(2024, 1, 1).AddDays(i), Pulse = i })];
        PulseDay[] filled = [.. Dataset<PulseDay>.FromRows(days).Rows];
        var history = new History<PulseDay>(new HistoryOptions { Rewind = TimeSpan.Zero });
        for (int i = 0; i < days.Length; i++)
        {
            Assert.Equal((filled[i].PulseLag1, filled[i].PulseMeanIn30d), (history.Complete(days[i]).PulseLag1, history.Complete(days[i]).PulseMeanIn30d));
            history.Add(days[i]);
        }
        Assert.True(history.Rows < 70);
    }

    [Fact]
    public void ARowAheadOfTheClockIsRefusedAndHarmsNobody()
    {
        var history = new History<Taking>(new HistoryOptions { Clock = new Still(Takings.Start.AddDays(30)) });
        List<Taking> rows = [.. Takings.Made(200, seed: 20, shops: 1).Select(static r => r with { Known = r.At })];
        foreach (Taking row in rows) history.Add(row);
        Taking asked = rows[0] with { At = Takings.Start.AddDays(26) };
        string before = Takings.Windows(history.Complete(asked));
        var problem = Assert.Throws<WindowException>(() => history.Add(rows[0] with { Number = 999, At = Takings.Start.AddYears(10), Known = Takings.Start.AddYears(10) }));
        Assert.Equal("a row of the group 'shop 0' at 2034-03-01 00:00:00 lies more than 1.00:00:00 ahead of the clock, which says 2024-03-31 00:00:00 in UTC; set the clock right that made it, or raise HistoryOptions.Ahead", problem.Message);
        Assert.Equal(before, Takings.Windows(history.Complete(asked)));
        Assert.Equal(0, history.Forget(TimeSpan.FromDays(1)));
    }

    [Fact]
    public void TimesInUtcAndTimesWithoutAZoneAreNotMixed()
    {
        var history = new History<Tick>();
        var utc = new DateTime(2024, 5, 1, 0, 0, 0, DateTimeKind.Utc);
        history.Add(new Tick { At = utc, Known = utc, Size = 1 });
        DateTime bare = DateTime.SpecifyKind(utc, DateTimeKind.Unspecified);
        Assert.Contains("without a zone, and rows before in UTC", Assert.Throws<WindowException>(() => history.Add(new Tick { At = bare, Known = bare, Size = 1 })).Message);
        Assert.Contains("without a zone, and rows before in UTC", Assert.Throws<WindowException>(() => Restored(history).Complete(new Tick { At = bare, Known = bare })).Message);
        Tick[] mixed = [new() { At = utc, Known = utc, Size = 1 }, new() { At = utc.AddHours(1), Known = bare.AddHours(1), Size = 1 }];
        Assert.Equal(
            "the rows of Tick, row 1: [EventTime] is 2024-05-01T01:00:00.0000000Z and [Arrived] 2024-05-01T01:00:00.0000000, one in UTC and one without a zone, so that their distance is not known; give both with an offset or a Z, or name a Zone on [EventTime]",
            Assert.Throws<WindowException>(() => Dataset<Tick>.FromRows(mixed).Count()).Message);
    }

    [Fact]
    public void AGroupThatIsNotKnownHasEmptyWindows() =>
        Assert.Equal("- - - - - - - - 00000000", Takings.Windows(new History<Taking>().Complete(Takings.Made(1, seed: 17)[0])));

    [Fact]
    public void ASnapshotThatIsDamagedIsRefused()
    {
        var history = new History<Taking>();
        foreach (Taking row in Takings.Made(100, seed: 18)) history.Add(row);
        byte[] bytes = Saved(history).ToArray();
        Assert.Contains("ends too early", Refused(bytes[..^1]));
        Assert.Contains("this is no snapshot", Refused(new byte[100]));
        for (int i = 0; i < bytes.Length; i += 37)
        {
            byte[] altered = [.. bytes];
            altered[i] ^= 0x10;
            Refused(altered);
        }
        bytes[7]++;
        Assert.Contains("is of format 2", Refused(bytes));
        bytes[7]--;
        Assert.Contains("rows of a group, and the options allow 3", Assert.Throws<InvalidDataException>(() => History<Taking>.Restore(new MemoryStream(bytes), new HistoryOptions { MaxRowsPerGroup = 3 })).Message);
        var other = new History<PulseDay>();
        Assert.Contains("none of the windows that 'Taking' declares", Refused(Saved(other).ToArray()));
    }

    [Theory]
    [InlineData(0, 1, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(1, 1, -1)]
    public void OptionsOutOfRangeAreRefused(int rows, int groups, int rewind) =>
        Assert.Throws<ArgumentException>(() => new History<Taking>(new HistoryOptions { MaxRowsPerGroup = rows, MaxGroups = groups, Rewind = TimeSpan.FromTicks(rewind) }));

    [Fact]
    public async Task ServesSeveralThreads()
    {
        List<Taking> rows = Takings.Made(4000, seed: 19, shops: 50);
        var history = new History<Taking>();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(part => Task.Run(() =>
        {
            foreach (Taking row in rows.Where(r => r.Number % 4 == part).OrderBy(static r => r.Known)) history.Add(row);
        })));
        DateTimeOffset end = rows.Max(static r => r.Known);
        foreach (Taking row in rows.Take(100))
            Assert.Equal(Takings.Search(rows, row with { At = end }), Takings.Windows(history.Complete(row with { At = end })));
    }

    /// <summary>Arrivals and requests in the order of a clock; what is known at a time comes before what is asked at it.</summary>
    internal static IEnumerable<(bool IsArrival, Taking Row)> Events(List<Taking> rows) => rows.Select(static r => (IsArrival: true, Row: r)).Concat(rows.Select(static r => (IsArrival: false, Row: r)))
        .OrderBy(static e => e.IsArrival ? e.Row.Known : e.Row.At).ThenByDescending(static e => e.IsArrival);

    private static History<TRow> Restored<TRow>(History<TRow> history) where TRow : IWindowedRow<TRow> => History<TRow>.Restore(new MemoryStream(Saved(history).ToArray()));

    private sealed class Still(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private static MemoryStream Saved(History<Taking> history) => Saved<Taking>(history);

    private static MemoryStream Saved<TRow>(History<TRow> history) where TRow : IWindowedRow<TRow>
    {
        var file = new MemoryStream();
        history.Save(file);
        return file;
    }

    private static string Refused(byte[] bytes) => Assert.Throws<InvalidDataException>(() => History<Taking>.Restore(new MemoryStream(bytes))).Message;
}
