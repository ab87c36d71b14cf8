using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using MlDsl.EndToEnd.Tests.Rows;

namespace MlDsl.EndToEnd.Tests;

/// <summary>Files of every format load for ever and predict the bits that the version which wrote them predicted.</summary>
/// <remarks>The files in tests/Golden are never made again: another format adds its own.</remarks>
public sealed class GoldenFileTests
{
    private const int Rows = 400, Predicted = 40;

    [Theory]
    [InlineData("price-1")]
    [InlineData("price-2")]
    public void AnyEncodingAndPolicy(string file) => Same(file, GoldenPriceModel.Load(Named(file + ".mldsl")), Prices(2).Take(Predicted), static (model, row) => [model.Predict(row.ToInput())]);

    [Theory]
    [InlineData("count-1")]
    [InlineData("count-2")]
    public void ALogLink(string file) => Same(file, GoldenCountModel.Load(Named(file + ".mldsl")), Prices(2).Take(Predicted), static (model, row) => [model.Predict(row.ToInput())]);

    [Theory]
    [InlineData("choice-1")]
    [InlineData("choice-2")]
    public void TwoClassesAndTheirThreshold(string file)
    {
        GoldenChoiceModel model = GoldenChoiceModel.Load(Named(file + ".mldsl"));
        Assert.Equal(0.375f, model.Threshold.Value);
        Same(file, model, Choices(2).Take(Predicted), static (model, row) =>
        {
            BinaryPrediction prediction = model.Predict(row.ToInput());
            return [prediction.Score.Value, prediction.Probability.Value, prediction.Label ? 1 : 0];
        });
    }

    [Theory]
    [InlineData("standing-1")]
    [InlineData("standing-2")]
    public void SeveralClasses(string file) => Same(file, GoldenStandingModel.Load(Named(file + ".mldsl")), Standings(2).Take(Predicted), static (model, row) =>
    {
        var probabilities = new float[3];
        model.Predict(row.ToInput(), probabilities);
        return probabilities;
    });

    [Theory]
    [InlineData("song-2")]
    public void Vectors(string file) => Same(file, SongModel.Load(Named(file + ".mldsl")), VectorTests.Songs.Take(Predicted), static (model, row) => [model.Predict(row.ToInput())]);

    [Theory]
    [InlineData("call-2")]
    public void CharactersIdentifiersAndHours(string file) => Same(file, CallModel.Load(Named(file + ".mldsl")), ValueTypesTests.Calls.Take(Predicted), static (model, row) => [model.Predict(row.ToInput())]);

    [Theory]
    [InlineData("loan-2")]
    public void ACalibrationOfTwoClasses(string file) => Same(file, BetaLoanModel.Load(Named(file + ".mldsl")), Loan.Made(Predicted), static (model, row) =>
    {
        BinaryPrediction prediction = model.Predict(row.ToInput());
        return [prediction.Score.Value, prediction.Probability.Value, prediction.Label ? 1 : 0];
    });

    [Theory]
    [InlineData("course-2")]
    public void ACalibrationOfSeveral(string file) => Same(file, IsotonicCourseModel.Load(Named(file + ".mldsl")), CourseRow.Made(Predicted), static (model, row) =>
    {
        var probabilities = new float[3];
        model.Predict(row.ToInput(), probabilities);
        return probabilities;
    });

    [Theory]
    [InlineData("drive-2")]
    public void Intervals(string file) => Same(file, DriveSpreadModel.Load(Named(file + ".mldsl")), Drive.Made(Predicted), static (model, row) =>
    {
        Interval<float> prediction = model.Predict(row.ToInput());
        return [prediction.Value, prediction.Low, prediction.High];
    });

    // With categories as such and missing numbers that were kept.
    [Theory]
    [InlineData("offer-2")]
    public void BoostedTrees(string file) => Same(file, GoldenOfferModel.Load(Named(file + ".mldsl")), Offer.Make(Predicted / 10, 2), static (model, row) => [model.Predict(row.ToInput()).Value]);

    [Fact]
    public void NoneWasMadeAgain()
    {
        string[] hashes = [.. Directory.GetFiles(Folder, "*.mldsl").Order(StringComparer.Ordinal).Select(static f => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}  {Path.GetFileName(f)}")];
        Assert.Equal(File.ReadAllLines(Named("SHA256SUMS")), hashes);
    }

    internal static IEnumerable<GoldenPrice> Prices(int seed)
    {
        var random = new Random(seed);
        string[] words = ["", "ab", "b", "Été", "zebra", "x y", "😀", "a b c"];
        for (int i = 0; i < Rows; i++)
        {
            float raw = random.Next(-20, 20) / 4f;
            yield return new GoldenPrice
            {
                Raw = raw,
                Flag = random.Next(2) == 0,
                Standard = random.Next(4) == 0 ? null : random.Next(100) / 7f,
                MinMax = random.Next(-30, 80) / 10.0,
                Robust = random.Next(5) == 0 ? null : random.Next(50),
                Log = random.Next(5) == 0 ? null : random.Next(-50, 500) / 3f,
                Power = random.Next(-40, 90) / 9f,
                Bins = random.Next(6) == 0 ? null : random.Next(60) / 6f,
                OneHot = random.Next(6) == 0 ? null : words[random.Next(words.Length)],
                Declared = random.Next(3) switch { 0 => "red", 1 => "green", _ => "blue" },
                Bucket = words[Math.Min(random.Next(words.Length), random.Next(words.Length))],
                Ordinal = random.Next(3) switch { 0 => Standing.Low, 1 => Standing.Middle, _ => Standing.High },
                Hashed = words[random.Next(words.Length)] + random.Next(3).ToString(CultureInfo.InvariantCulture),
                HashedNumber = random.Next(-40, 40) * 10_000_000_019L,
                Count = random.Next(9) * random.Next(3),
                Target = random.Next(7) == 0 ? null : words[random.Next(words.Length)],
                Day = new DateOnly(2024, 2, 26).AddDays(random.Next(6)),
                Size = random.Next(4) / 10f,
                At = new DateTime(2019, 12, 28, 0, 0, 0, DateTimeKind.Unspecified).AddHours(random.Next(24 * 500)),
                Cyclic = new DateTimeOffset(2024, 2, 27, 22, 0, 0, TimeSpan.FromHours(2)).AddMinutes(random.Next(60 * 24 * 400)),
                Note = string.Join(' ', Enumerable.Range(0, random.Next(4)).Select(_ => words[random.Next(words.Length)])),
                Title = random.Next(5) == 0 ? null : words[random.Next(words.Length)],
                Price = Math.Max(0, 3 + raw / 2 + random.Next(10)),
            };
        }
    }

    internal static IEnumerable<GoldenChoice> Choices(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Rows; i++)
        {
            float amount = random.Next(200) / 8f;
            yield return new GoldenChoice { Amount = amount, Shop = $"s{random.Next(5)}", Choice = random.Next(200) < amount * 8 ? "buys" : "leaves" };
        }
    }

    internal static IEnumerable<GoldenStanding> Standings(int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < Rows; i++)
        {
            float amount = random.Next(200) / 8f;
            yield return new GoldenStanding { Amount = amount, Shop = $"s{random.Next(5)}", Standing = (random.Next(60) + (amount * 4)) switch { < 50 => Standing.Low, < 100 => Standing.Middle, _ => Standing.High } };
        }
    }

    private static void Same<TModel, TRow>(string file, TModel model, IEnumerable<TRow> rows, Func<TModel, TRow, float[]> predict) =>
        Assert.Equal(File.ReadAllLines(Named(file + ".txt")), rows.Select(row => string.Join(' ', predict(model, row).Select(static v => BitConverter.SingleToUInt32Bits(v).ToString("x8", CultureInfo.InvariantCulture)))));

    internal static string Named(string name) => Path.Combine(Folder, name);

    private static string Folder { get; } = FolderOf();

    private static string FolderOf([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "Golden"));
}
