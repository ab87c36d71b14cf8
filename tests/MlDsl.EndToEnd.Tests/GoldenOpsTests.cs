using System.Globalization;
using MlDsl.EndToEnd.Tests.Rows;
using MlDsl.Training;

namespace MlDsl.EndToEnd.Tests;

/// <summary>The ops in a file compute for ever what they computed, with the row type and without it.</summary>
public sealed class GoldenOpsTests
{
    private const int Rows = 400, Predicted = 40;

    private static readonly string File = GoldenFileTests.Named("errand-2.mldsl");

    [Fact]
    public void ByTheRowType()
    {
        GoldenErrandModel model = GoldenErrandModel.Load(File);
        Assert.Equal(Expected, Errands(2).Take(Predicted).Select(row => Bits(model.Predict(row.ToInput()))));
    }

    [Fact]
    public void ByTheOpsInTheFile()
    {
        DynamicModel model = DynamicModel.Load(File);
        Assert.Equal(9, model.Plan.Computed.Count);
        Assert.Equal(Expected, Errands(2).Take(Predicted).Select(row => Bits(model.Predict(model.NewRow()
            .Set("Tool", row.Tool).Set("Shop", row.Shop).Set("Standing", row.Standing.ToString()).Set("Urgent", row.Urgent).Set("Steps", row.Steps)
            .Set("Weight", row.Weight).Set("Miles", row.Miles).Set("Hours", row.Hours).Set("Price", row.Price).Set("From", row.From)
            .Set("Until", row.Until).Set("Day", row.Day).Set("At", row.At)).Value)));
    }

    private static string[] Expected => System.IO.File.ReadAllLines(GoldenFileTests.Named("errand-2.txt"));

    private static string Bits(float value) => BitConverter.SingleToUInt32Bits(value).ToString("x8", CultureInfo.InvariantCulture);

    internal static IEnumerable<GoldenErrand> Errands(int seed)
    {
        var random = new Random(seed);
        string[] tools = ["hammer", "saw", "", "file", "Säge"];
        string?[] shops = [null, "", "Été", "b"];
        for (int i = 0; i < Rows; i++)
        {
            float miles = random.Next(160) / 8f;
            DateTime from = new DateTime(2024, 2, 27, 0, 0, 0, DateTimeKind.Unspecified).AddMinutes(random.Next(60 * 24 * 700));
            yield return new GoldenErrand
            {
                Tool = tools[random.Next(tools.Length)],
                Shop = shops[random.Next(shops.Length)],
                Standing = random.Next(3) switch { 0 => Standing.Low, 1 => Standing.Middle, _ => Standing.High },
                Urgent = random.Next(2) == 0,
                Steps = random.Next(-50, 900),
                Weight = random.Next(5) == 0 ? null : random.Next(-9, 40) * 10_000_000_019L,
                Miles = miles,
                Hours = random.Next(5) == 0 ? null : random.Next(40) / 8.0,
                Price = random.Next(9000) / 100m,
                From = from,
                Until = random.Next(3) == 0 ? null : from.AddMinutes(random.Next(500)),
                Day = DateOnly.FromDateTime(from),
                At = TimeOnly.FromDateTime(from),
                Cost = (miles * 2) + random.Next(8),
            };
        }
    }
}
