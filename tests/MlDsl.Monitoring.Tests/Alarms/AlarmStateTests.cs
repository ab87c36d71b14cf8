using System.Collections.Immutable;
using System.Globalization;

namespace MlDsl.Monitoring.Tests.Alarms;

public sealed class AlarmStateTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mldsl-alarms").FullName;

    private string State => Path.Combine(folder, "alarms.state");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void ARestartChangesNothing()
    {
        var whole = new DriftAlarms(Counted.Usual);
        var part = new DriftAlarms(Counted.Usual);
        for (int day = 0; day < 40; day++)
        {
            ProfileWindow window = day % 7 == 3 ? Small(day) : day < 20 ? Counted.Same(day) : Counted.Moved(day);
            part.Save(State);
            part = new DriftAlarms(Counted.Usual);
            part.Restore(State);
            Assert.Equal(Say(whole.Observe(window)), Say(part.Observe(window)));
        }
        Assert.Equal((whole.Tested, whole.Waited, whole.Backwards), (part.Tested, part.Waited, part.Backwards));
        Assert.NotEmpty(part.Trends);
        Assert.Equal(whole.Trends, part.Trends);
    }

    [Fact]
    public void AFileThatIsCutAnywhereOrChangedIsRefusedAndTheOldStays()
    {
        var alarms = new DriftAlarms(Counted.Usual);
        for (int day = 0; day < 3; day++) alarms.Observe(Counted.Same(day));
        alarms.Observe(Small(3));
        alarms.Save(State);
        byte[] bytes = File.ReadAllBytes(State);
        var other = new DriftAlarms(Counted.Usual);
        other.Observe(Counted.Moved(9));
        string cut = Path.Combine(folder, "cut");
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(cut, bytes[..length]);
            Assert.Contains("'" + cut + "'", Assert.Throws<DriftException>(() => other.Restore(cut)).Message, StringComparison.Ordinal);
        }
        for (int place = 0; place < bytes.Length; place++)
        {
            bytes[place] ^= 0x10;
            File.WriteAllBytes(cut, bytes);
            bytes[place] ^= 0x10;
            Assert.Throws<DriftException>(() => other.Restore(cut));
        }
        Assert.Equal(1, other.Tested);
        File.WriteAllBytes(cut, bytes);
        other.Restore(cut);
        Assert.Equal(3, other.Tested);
    }

    [Fact]
    public void AWholeFileThatSaysNonsenseIsRefused()
    {
        byte[] bytes = AlarmStateFile.Write(new AlarmState { Told = ImmutableSortedDictionary<int, DateTimeOffset>.Empty.Add(7, Counted.Start) }, ProfileHash.OfAll(Counted.Usual));
        Assert.Contains("7 in it is not from 0 to 2", Assert.Throws<DriftException>(() => AlarmStateFile.Read(bytes, Counted.Usual, 1, "It")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StatesOfAnotherReferenceOrVersionAreRefusedByName()
    {
        var alarms = new DriftAlarms(Counted.Reference([Counted.Number("Other", [500, 500])]));
        alarms.Save(State);
        Assert.Contains("of another reference", Assert.Throws<DriftException>(() => new DriftAlarms(Counted.Usual).Restore(State)).Message, StringComparison.Ordinal);
        Assert.Contains("of another reference", Assert.Throws<DriftException>(() => new DriftAlarms(Counted.Usual).Merge(alarms)).Message, StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(State);
        bytes[4] = 9;
        File.WriteAllBytes(State, bytes);
        Assert.Contains("of version 9; this library reads versions 1 to 2", Assert.Throws<DriftException>(() => alarms.Restore(State)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => alarms.Restore(Path.Combine(folder, "none")));
    }

    [Fact]
    public void AReferenceOfTheSameCellsAndOtherRowsIsAnother()
    {
        ReferenceProfile one = Counted.Reference([Counted.Category("IsNew", ("no", 6000), ("yes", 4000))]), refitted = Counted.Reference([Counted.Category("IsNew", ("no", 9000), ("yes", 1000))]);
        Assert.Equal(one.Hash, refitted.Hash);
        var alarms = new DriftAlarms(one);
        alarms.Observe(Counted.Window(one, 0, [300, 200, 0, 0]));
        alarms.Save(State);
        Assert.Contains("of another reference", Assert.Throws<DriftException>(() => new DriftAlarms(refitted).Restore(State)).Message, StringComparison.Ordinal);
        Assert.Contains("of another reference", Assert.Throws<DriftException>(() => new DriftAlarms(refitted).Merge(alarms)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HoursOfOneDayHaveItsOwnVarianceOnce()
    {
        TimeSpan day = TimeSpan.FromDays(1);
        ShiftComponent[] components = ShiftComponents.Of(Counted.Usual);
        ColumnProfile[] columns = [.. Counted.Usual.Columns, .. Counted.Usual.Scores];
        DateTimeOffset begin = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);
        TrendEntry Of(double from, double to) => TrendEntry.Of(Counted.Same(0) with { From = begin.AddHours(from), To = begin.AddHours(to) }, components, columns);
        var state = new AlarmState();
        for (int hour = 0; hour < 48; hour++) state = state.With(Of(hour, hour + 1), day);
        Assert.Equal([(begin, begin.AddDays(1), 24 * 500.0), (begin.AddDays(1), begin.AddDays(2), 24 * 500.0)], state.Entries.Select(static e => (e.From, e.To, e.Rows[0])));

        // Days of two processes whose clocks did not begin together are the same days; those that follow each other are not.
        state = new AlarmState().With(Of(10, 34), day).With(Of(34, 58), day).With(Of(12.5, 36.5), day);
        Assert.Equal([1000.0, 500], state.Entries.Select(static e => e.Rows[0]));

        // Without blocks of time nothing is common to a day.
        Assert.Equal(2, new AlarmState().With(Of(0, 1), TimeSpan.Zero).With(Of(1, 2), TimeSpan.Zero).Entries.Length);
    }

    [Fact]
    public void WhatTwoProcessesSawIsWhatOneWouldHave()
    {
        var whole = new DriftAlarms(Counted.Usual);
        DriftAlarms first = new(Counted.Usual), second = new(Counted.Usual);
        for (int day = 0; day < 10; day++)
        {
            // Each sees one half of a day.
            first.Observe(Counted.Same(day));
            second.Observe(Counted.Same(day));
            whole.Observe(ProfileWindows.Sum(Counted.Same(day), Counted.Same(day)));
        }
        first.Merge(second);
        Assert.Equal(20, first.Tested);
        first.Save(State);
        AlarmState merged = AlarmStateFile.Read(File.ReadAllBytes(State), Counted.Usual, ShiftComponents.Of(Counted.Usual).Length, "It");
        whole.Save(State);
        AlarmState one = AlarmStateFile.Read(File.ReadAllBytes(State), Counted.Usual, ShiftComponents.Of(Counted.Usual).Length, "It");
        Assert.Equal(10, merged.Entries.Length);
        foreach (var (a, b) in merged.Entries.Zip(one.Entries))
        {
            Assert.Equal((b.From, b.To), (a.From, a.To));
            Assert.Equal(b.Rows, a.Rows);
            Assert.All(a.Sums.Zip(b.Sums), static pair => Assert.Equal(pair.Second, pair.First, 1e-9));
        }
    }

    [Fact]
    public void ManyWindowsAreRememberedTogether()
    {
        ReferenceProfile reference = Counted.Usual;
        ShiftComponent[] components = ShiftComponents.Of(reference);
        ColumnProfile[] columns = [.. reference.Columns, .. reference.Scores];
        var state = new AlarmState();
        for (int day = 0; day < 1000; day++) state = state.With(TrendEntry.Of(Counted.Same(day), components, columns), TimeSpan.Zero);
        Assert.InRange(state.Entries.Length, AlarmState.MostEntries / 2, AlarmState.MostEntries);
        Assert.Equal(500_000, state.Entries.Sum(static entry => entry.Rows[0]));
        Assert.Equal((Counted.Start, Counted.Start.AddDays(1000)), (state.Entries[0].From, state.Entries[^1].To));
    }

    [Theory]
    [InlineData(100, 512)]
    [InlineData(12_000, 96)]
    [InlineData(3_000_000, 8)]
    public void OfVeryManyColumnsFewerWindowsAreRemembered(int columns, int windows)
    {
        // A number has four components.
        int most = AlarmState.MostOf(4 * columns, columns);
        Assert.Equal(0, most % 4);
        Assert.InRange(most, windows, AlarmState.MostEntries);
        Assert.InRange(most * TrendEntry.BytesOf(4 * columns, columns), 1, Math.Max(AlarmState.MostBytes, AlarmState.FewestEntries * TrendEntry.BytesOf(4 * columns, columns)));
    }

    [Fact]
    public void AStateOfVeryManyColumnsIsRestored()
    {
        ReferenceProfile wide = Counted.Reference([.. Enumerable.Range(0, 12_000).Select(static place => Counted.Number($"C{place}", [5_000, 5_000]))]);
        int components = ShiftComponents.Of(wide).Length, columns = wide.Columns.Length;
        var state = new AlarmState();
        var entry = new TrendEntry(Counted.Start, Counted.Start.AddDays(1)) { Sums = new double[components], Rows = new double[columns], Centres = new double[columns], Present = new double[columns] };
        for (int day = 0; day < 600; day++) state = state.With(entry with { From = entry.From.AddDays(day), To = entry.To.AddDays(day) }, TimeSpan.Zero);
        byte[] bytes = AlarmStateFile.Write(state, ProfileHash.OfAll(wide));
        Assert.InRange(bytes.Length, 1 << 24, AlarmStateFile.MostOf(wide, components));
        Assert.Equal(state.Entries.Length, AlarmStateFile.Read(bytes, wide, components, "It").Entries.Length);
        Assert.Equal((Counted.Start, Counted.Start.AddDays(600)), (state.Entries[0].From, state.Entries[^1].To));
    }

    [Fact]
    public void WhatIsTooLargeForAStateOfTheReferenceIsRefusedByItsSize()
    {
        using (FileStream file = File.Create(State)) file.SetLength(AlarmStateFile.MostOf(Counted.Usual, ShiftComponents.Of(Counted.Usual).Length) + 1);
        Assert.Contains("that a state of this reference may have", Assert.Throws<DriftException>(() => new DriftAlarms(Counted.Usual).Restore(State)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AlarmsThatWereRaisedSurviveARestartAndAMerge()
    {
        var alarms = new DriftAlarms(Counted.Usual);
        for (int day = 0; day < 30; day++) alarms.Observe(Counted.Moved(day));
        Assert.Contains(alarms.Raised, static one => one is { Kind: AlarmKind.Trend, Column: "Distance", What: ShiftKind.Location });
        alarms.Save(State);
        DriftAlarms after = new(Counted.Usual), merged = new(Counted.Usual);
        after.Restore(State);
        merged.Merge(alarms);
        Assert.Equal(alarms.Raised.Order(), after.Raised.Order());
        Assert.Equal(alarms.Raised.Order(), merged.Raised.Order());
    }

    [Fact]
    public void AStateOfTheFirstVersionIsReadAndSaysWhatItsWindowsShow()
    {
        var alarms = new DriftAlarms(Counted.Usual);
        for (int day = 0; day < 30; day++) alarms.Observe(Counted.Moved(day));
        alarms.Save(State);
        AlarmState state = AlarmStateFile.Read(File.ReadAllBytes(State), Counted.Usual, ShiftComponents.Of(Counted.Usual).Length, "It");
        byte[] bytes = AlarmStateFile.Write(state with { Raised = ImmutableDictionary<RaisedAlarm, DateTimeOffset>.Empty }, ProfileHash.OfAll(Counted.Usual));
        // Without the count of alarms, before the flag of rows that wait and the checksum, it is what version 1 wrote.
        byte[] first = [.. bytes[..^(1 + 4 + 32)], bytes[^33]];
        first[4] = 1;
        File.WriteAllBytes(State, [.. first, .. System.Security.Cryptography.SHA256.HashData(first)]);
        var after = new DriftAlarms(Counted.Usual);
        after.Restore(State);
        Assert.Equal(alarms.Trends, after.Trends);
        Assert.Equal(alarms.Raised.Where(static one => one.Kind == AlarmKind.Trend).Order(), after.Raised.Order());
    }

    [Fact]
    public void OfAlarmsOfWindowsTheLastHundredAreRememberedAndOfTrendsAll()
    {
        AlarmState state = new AlarmState().With([.. Enumerable.Range(0, 300).Select(static i => KeyValuePair.Create(new RaisedAlarm(i < 150 ? AlarmKind.Window : AlarmKind.Trend, i, ShiftKind.Location), Counted.Start.AddDays(i)))]);
        Assert.Equal(100, state.Raised.Count(static one => one.Key.Kind == AlarmKind.Window));
        Assert.Equal(50, state.Raised.Keys.Where(static alarm => alarm.Kind == AlarmKind.Window).Min(static alarm => alarm.Column));
        Assert.Equal(150, state.Raised.Count(static one => one.Key.Kind == AlarmKind.Trend));
    }

    [Fact]
    public void AFileMayBeAsLargeAsTheFirstVersionWroteIt() =>
        Assert.True(AlarmStateFile.MostOf(Counted.Usual, ShiftComponents.Of(Counted.Usual).Length) >= 1 << 28);

    private static ProfileWindow Small(int day) => Counted.Window(Counted.Usual, day, [1, 2, 4, 2, 1, 0, 0], [6, 3, 1, 0, 0], [3, 2, 2, 3, 0, 0]);

    private static string Say(WindowVerdict verdict) => string.Create(
        CultureInfo.InvariantCulture, $"{verdict.From:O} {verdict.To:O} {verdict.Rows} {verdict.IsWaiting} {verdict.Evidence} {verdict.Threshold} {string.Join('|', verdict.Alarms)}");
}
