using System.Globalization;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Testing;
using Xunit.Abstractions;

namespace MlDsl.EndToEnd.Tests.Windows;

/// <summary>
/// What was told when it was asked, told again from the whole: rows out of order and late, over both days on which clocks change. Each row's windows
/// in a data set are those that a history gave at the row's time from what had arrived, bit for bit, and kills change nothing. MLDSL_EVENTS is the number
/// of rows, 60,000 unless it says otherwise.
/// </summary>
[Collection(Alone.Name)]
public sealed class ReplayTests(ITestOutputHelper output)
{
    private const int Kills = 200;
    private static readonly DateTimeOffset Start = new(2024, 3, 20, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ADataSetAndAHistoryThatIsKilledGiveTheSameBits()
    {
        int count = int.TryParse(Environment.GetEnvironmentVariable("MLDSL_EVENTS"), NumberStyles.None, CultureInfo.InvariantCulture, out int given) ? given : 60_000;
        Happening[] rows = Made(count);
        Dataset<Happening> data = Dataset<Happening>.FromRows(rows);
        Happening[] filled = [.. data.Rows];
        var history = new History<Happening>(new HistoryOptions { Rewind = TimeSpan.Zero });
        (MemoryStream File, int From) saved = (Saved(history), 0);
        int[] order = Order(rows);
        int equal = 0, kills = 0, spring = 0, autumn = 0;
        for (int i = 0; i < order.Length; i++)
        {
            Happening row = rows[order[i] >> 1];
            if ((order[i] & 1) == 0) history.Add(row);
            else
            {
                if (Equal(filled[order[i] >> 1], history.Complete(row))) equal++;
                if (IsOn(row, new DateOnly(2024, 3, 31))) spring++;
                if (IsOn(row, new DateOnly(2024, 10, 27))) autumn++;
            }
            if ((i + 1L) * Kills * 2 / order.Length == i * (long)Kills * 2 / order.Length) continue;
            // By turns a snapshot and, later, a kill.
            if (saved.From < 0) saved = (Saved(history), i + 1);
            else
            {
                history = Restored(saved.File, rows, order.AsSpan(saved.From, i + 1 - saved.From));
                (saved.From, kills) = (-1, kills + 1);
            }
        }
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"replay rows={rows.Length} replay_equal={equal} kills={kills} late={data.WindowCounts().Late} spring={spring} autumn={autumn} groups={history.Groups} held={history.Rows}"));
        Assert.Equal(rows.Length, equal);
        Assert.Equal(Kills, kills);
        Assert.Equal(rows.Count(static r => r.Known - r.At > TimeSpan.FromDays(5)), data.WindowCounts().Late);
        Assert.True(data.WindowCounts().Late > 0 && spring > 0 && autumn > 0);
    }

    private static Happening[] Made(int count)
    {
        var random = new Random(2024);
        var rows = new Happening[count];
        for (int i = 0; i < count; i++)
        {
            double uniform = random.NextDouble();
            DateTimeOffset at = Start.AddMinutes(random.Next(240 * 24 * 60));
            double hours = random.Next(100) switch { 0 => random.NextDouble() * 400, < 30 => random.NextDouble() * 48, _ => 0 };
            rows[i] = new Happening
            {
                // A few devices have most rows.
                Number = i,
                Device = (int)(uniform * uniform * uniform * Math.Max(10, count / 400)),
                At = at,
                Known = at.AddMinutes(Math.Floor(hours * 60)),
                Load = random.Next(15) == 0 ? null : (random.NextSingle() * 200) - 50,
                HasFailed = random.Next(200) == 0,
                Wear = random.NextSingle(),
            };
        }
        return rows;
    }

    // Of each row when it arrives (even) and when its windows are asked for (odd), by the clock; what arrives at a time comes first.
    private static int[] Order(Happening[] rows)
    {
        int[] order = [.. Enumerable.Range(0, rows.Length * 2)];
        long[] keys = [.. order.Select(i => ((i & 1) == 0 ? rows[i >> 1].Known.UtcTicks : rows[i >> 1].At.UtcTicks) / TimeSpan.TicksPerMinute * 2 + (i & 1))];
        Array.Sort(keys, order);
        return order;
    }

    private static History<Happening> Restored(MemoryStream file, Happening[] rows, ReadOnlySpan<int> since)
    {
        file.Position = 0;
        History<Happening> history = History<Happening>.Restore(file, new HistoryOptions { Rewind = TimeSpan.Zero });
        foreach (int i in since) if ((i & 1) == 0) history.Add(rows[i >> 1]);
        return history;
    }

    private static MemoryStream Saved(History<Happening> history)
    {
        var file = new MemoryStream();
        history.Save(file);
        return file;
    }

    private static bool IsOn(Happening row, DateOnly day) => DateOnly.FromDateTime(row.At.UtcDateTime) == day;

    private static bool Equal(Happening one, Happening other)
    {
        ReadOnlySpan<float?> left = Windows(one), right = Windows(other);
        for (int i = 0; i < left.Length; i++)
            if (Bits(left[i]) != Bits(right[i])) return false;
        return true;
    }

    private static long Bits(float? value) => value is { } given ? BitConverter.SingleToUInt32Bits(given) : -1;

    private static float?[] Windows(Happening row) =>
    [
        row.LoadLag1, row.LoadLag5, row.LoadMeanIn36h, row.LoadMinIn36h, row.LoadMaxIn36h, row.LoadStdIn36h, row.LoadCountIn36h, row.LoadQuantile50In36h,
        row.LoadMeanIn2dLocal, row.LoadCountIn2dLocal, row.HasFailedSinceLast, row.HasFailedMeanIn7d, row.WearLag1, row.WearMeanIn3d, row.WearMaxIn3d,
    ];
}
