using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests.Windows;

/// <summary>Made-up rows in time, out of order and late.</summary>
internal static class Takings
{
    public static readonly DateTimeOffset Start = new(2024, 3, 1, 0, 0, 0, TimeSpan.Zero);

    public static List<Taking> Made(int count, int seed, int shops = 7, double hours = 600)
    {
        var random = new Random(seed);
        var rows = new List<Taking>(count);
        for (int i = 0; i < count; i++)
        {
            DateTimeOffset at = Start.AddSeconds(Math.Floor(random.NextDouble() * hours * 3600));
            double late = random.Next(20) switch { 0 => random.NextDouble() * 100, < 6 => random.NextDouble() * 20, _ => 0 };
            float amount = random.Next(-500, 5000) / 100f;
            rows.Add(new Taking
            {
                Number = i,
                Shop = "shop " + random.Next(shops),
                At = at,
                Known = at.AddSeconds(Math.Floor(late * 3600)),
                Amount = random.Next(12) == 0 ? null : amount,
                IsReturn = random.Next(25) == 0,
                Profit = (amount / 3) + random.Next(5),
            });
        }
        return rows;
    }

    /// <summary>The windows of a row, as bits.</summary>
    public static string Windows(Taking row) => string.Join(' ', new[]
    {
        row.AmountLag1, row.AmountLag3, row.AmountMeanIn2d, row.AmountStdIn2d, row.AmountQuantile90In2d, row.IsReturnSinceLast,
        row.ProfitLag1, row.ProfitMeanIn1d, row.ProfitCountIn1d,
    }.Select(static v => v is { } value ? BitConverter.SingleToUInt32Bits(value).ToString("X8", System.Globalization.CultureInfo.InvariantCulture) : "-"));

    /// <summary>The same, by a search through all rows.</summary>
    public static string Search(IReadOnlyList<Taking> rows, Taking row)
    {
        TimeSpan two = TimeSpan.FromHours(2);
        var seen = rows.Where(r => r.Shop == row.Shop && r.At < row.At && r.Known <= row.At && r.Known - r.At <= TimeSpan.FromDays(3)).OrderBy(static r => r.At).ThenBy(static r => r.Number).ToList();
        double[] amounts = [.. seen.Where(r => r.At >= row.At.AddDays(-2) && r.Amount is not null).Select(static r => (double)r.Amount!.Value)];
        var labels = seen.Where(r => r.At <= row.At - two).ToList();
        double[] profits = [.. labels.Where(r => r.At >= row.At.AddDays(-1)).Select(static r => (double)r.Profit)];
        double[] sorted = [.. amounts.Order()];
        double mean = amounts.Length == 0 ? 0 : amounts.Sum() / amounts.Length, place = (amounts.Length - 1) * 0.9;
        float?[] windows =
        [
            seen.Count < 1 ? null : seen[^1].Amount, seen.Count < 3 ? null : seen[^3].Amount,
            amounts.Length == 0 ? null : (float)mean,
            amounts.Length < 2 ? null : (float)Math.Sqrt(amounts.Select(v => (v - mean) * (v - mean)).Sum() / (amounts.Length - 1)),
            amounts.Length == 0 ? null : (float)(sorted[(int)place] + ((place - (int)place) * (sorted[Math.Min(amounts.Length - 1, (int)place + 1)] - sorted[(int)place]))),
            seen.FindLast(static r => r.IsReturn) is { } last ? (float)((row.At - last.At).Ticks / (double)TimeSpan.TicksPerHour) : null,
            labels.Count < 1 ? null : labels[^1].Profit,
            profits.Length == 0 ? null : (float)(profits.Sum() / profits.Length),
            profits.Length,
        ];
        return string.Join(' ', windows.Select(static v => v is { } value ? BitConverter.SingleToUInt32Bits(value).ToString("X8", System.Globalization.CultureInfo.InvariantCulture) : "-"));
    }
}
