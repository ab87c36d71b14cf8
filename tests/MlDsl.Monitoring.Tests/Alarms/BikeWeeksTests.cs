using System.Collections.Immutable;
using System.Globalization;
using MlDsl.Columns;
using MlDsl.Testing;
using MlDsl.Training;
using Xunit.Abstractions;

namespace MlDsl.Monitoring.Tests.Alarms;

/// <summary>Real rows that have seasons: hours of bicycle hire in 2011, one week of four held out.</summary>
public sealed class BikeWeeksTests(ITestOutputHelper output)
{
    private static readonly string[] Columns = ["season", "mnth", "hr", "holiday", "weekday", "workingday", "weathersit", "temp", "atemp", "hum", "windspeed"];
    private static readonly string[] Numbers = ["hr", "temp", "atemp", "hum", "windspeed"];

    [FactWith("bike-hour.csv")]
    public void HeldOutWeeksOfAYearRaiseNoMoreThanTheBudget()
    {
        var (reference, weeks) = Read();
        Assert.Equal(11, reference.Columns.Length);
        Assert.NotEmpty(reference.Blocks);
        var alarms = new DriftAlarms(reference, new AlarmOptions { WindowsPerWeek = 1 });
        var without = new DriftAlarms(reference with { Blocks = [] }, new AlarmOptions { WindowsPerWeek = 1 });
        int told = 0, untimed = 0, trends = 0;
        foreach (ProfileWindow week in weeks)
        {
            WindowVerdict verdict = alarms.Observe(week);
            if (verdict.Alarms.Any(static alarm => alarm.Kind == AlarmKind.Window)) told++;
            trends += verdict.Alarms.Count(static alarm => alarm.Kind == AlarmKind.Trend);
            if (without.Observe(week).Alarms.Any(static alarm => alarm.Kind == AlarmKind.Window)) untimed++;
            foreach (DriftAlarm alarm in verdict.Alarms) output.WriteLine($"{alarm.Kind} {alarm}");
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"monitoring: bike_weeks={weeks.Count} bike_alarms={told} bike_trends={trends} bike_alarms_without_days={untimed}"));

        // One alarm is what 5 % of thirteen weeks allow; rows that count as independent of time are told nearly every week.
        Assert.InRange(told, 0, 1);
        Assert.Equal(0, trends);
        Assert.True(untimed > weeks.Count / 2);
    }

    private static (ReferenceProfile Reference, List<ProfileWindow> Weeks) Read()
    {
        string[][] lines = [.. File.ReadLines(TestData.File("bike-hour.csv")).Select(static line => line.Split(','))];
        int[] places = [.. Columns.Select(name => Array.IndexOf(lines[0], name))];
        var layout = new ProfileLayout(
            [.. Columns.Select(static name => Numbers.Contains(name) ? ProfiledColumn.OfNumbers(name) : ProfiledColumn.OfClasses(name))],
            [.. Columns.Select(static name => new ColumnSchema(name, name, "", ColumnRole.None, "", true))]);
        var sketch = new ProfileSketch(layout, isTimed: true);
        var feed = new ProfileFeed(sketch, from: 0);
        var held = new SortedDictionary<int, List<string[]>>();
        long number = 0;
        foreach (string[] line in lines.Skip(1))
        {
            DateTime day = DateTime.Parse(line[1], CultureInfo.InvariantCulture);
            if (day.Year > 2011) break;
            int week = day.DayOfYear / 7;
            if (week % 4 == 3)
            {
                if (!held.TryGetValue(week, out List<string[]>? rows)) held[week] = rows = [];
                rows.Add(line);
                continue;
            }
            ProfiledRow next = feed.Next;
            for (int i = 0; i < places.Length; i++) next.Value(i, Value(i, line[places[i]]));
            feed.EndRow(number++, day.AddHours(int.Parse(line[5], CultureInfo.InvariantCulture)).Ticks);
        }
        feed.Flush();
        ReferenceProfile reference = sketch.Finish(ProfileOptions.Default);
        return (reference, [.. held.Select(week => Window(reference, week.Key, week.Value, places))]);
    }

    private static ColumnValue Value(int column, string text) =>
        Numbers.Contains(Columns[column]) ? ColumnValue.Number(double.Parse(text, CultureInfo.InvariantCulture)) : ColumnValue.Text(text);

    private static ProfileWindow Window(ReferenceProfile reference, int week, List<string[]> rows, int[] places)
    {
        var from = new DateTimeOffset(2011, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays((7 * week) - 1);
        var columns = reference.Columns.Select((column, i) =>
        {
            var cells = new long[column.Cells];
            foreach (string[] row in rows) cells[Cell(column, row[places[i]])]++;
            return cells.ToImmutableArray();
        });
        return new ProfileWindow { Reference = reference.Hash, Rows = rows.Count, From = from, To = from.AddDays(7), Columns = [.. columns] };
    }

    private static int Cell(ColumnProfile column, string text)
    {
        if (column.Kind == ColumnProfileKind.Category) return column.Categories.IndexOf(text) is >= 0 and int place ? place : column.Bins + 1;
        float number = float.Parse(text, CultureInfo.InvariantCulture);
        return column.Edges.Count(edge => number >= edge);
    }
}
