using MlDsl.Columns;
using MlDsl.Testing;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

/// <summary>Writing features allocates nothing on the managed heap after warm-up.</summary>
[Collection(Alone.Name)]
public sealed class AllocationTests
{
    private static readonly string[] Ports = [.. Enumerable.Range(0, 40).Select(static i => FormattableString.Invariant($"port {i}"))];
    private static readonly float[] Weights = new float[1 << 17];

    [Theory]
    [InlineData(Scale.None, 0)]
    [InlineData(Scale.Robust, 0)]
    [InlineData(Scale.Log, 0)]
    [InlineData(Scale.Power, 0)]
    [InlineData(Scale.None, 5)]
    public void NumbersAllocateNothing(Scale scale, int bins)
    {
        NumericEncoding encoding = Learn(new NumericOptions { Scale = scale, Bins = bins, Impute = Impute.Median, Indicator = true }, 1, 2, 5, 9, null);
        Nothing(i =>
        {
            LinearSink sink = new(Weights, 0);
            encoding.Write(i % 7 == 0 ? null : (float)i, ref sink);
            return sink.Sum;
        });
    }

    [Fact]
    public void LocalTimesAllocateNothing()
    {
        DatePartsLearner learner = new("At", new DatePartsOptions(DatePart.Hour | DatePart.Trend, true));
        learner.Add(new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        int position = 0;
        DatePartsEncoding encoding = learner.Finish(ref position);
        Nothing(i =>
        {
            LinearSink sink = new(Weights, 0);
            encoding.Write(new DateTime(2024, 6, 1, i % 24, 0, 0, DateTimeKind.Local), ref sink);
            return sink.Sum;
        });
    }

    [Theory]
    [InlineData(CategoricalEncoding.OneHot)]
    [InlineData(CategoricalEncoding.Hashed)]
    public void ExactCategoriesAllocateNothing(CategoricalEncoding kind)
    {
        CategoryLearner<decimal> prices = new("Price", new CategoryOptions { Encoding = kind });
        CategoryLearner<float> sizes = new("Size", new CategoryOptions { Encoding = kind });
        for (int i = 0; i < 30; i++)
        {
            prices.Add(i, 0, 0);
            sizes.Add(i, 0, 0);
        }
        int position = 0;
        CategoryEncoding<decimal> price = prices.Finish(ref position, FoldFilter.All);
        CategoryEncoding<float> size = sizes.Finish(ref position, FoldFilter.All);
        Nothing(i =>
        {
            LinearSink sink = new(Weights, 0);
            price.Write(ExactCategory.Of((decimal)(i % 40), "Price"), ref sink);
            size.Write(ExactCategory.Of(i % 40 / 2f, "Size"), ref sink);
            return sink.Sum;
        });
    }

    [Theory]
    [InlineData(CategoricalEncoding.OneHot)]
    [InlineData(CategoricalEncoding.Ordinal)]
    [InlineData(CategoricalEncoding.Hashed)]
    [InlineData(CategoricalEncoding.Target)]
    public void CategoriesAllocateNothing(CategoricalEncoding kind)
    {
        CategoryOptions options = new() { Encoding = kind, Nullable = true };
        CategoryEncoding<string> strings = Learn(options, Ports[..30]);
        CategoryLearner<long> learner = new("Zone", options);
        for (int i = 0; i < 30; i++) learner.Add(i, i, 0);
        int position = 0;
        CategoryEncoding<long> integers = learner.Finish(ref position, FoldFilter.All);
        Nothing(i =>
        {
            LinearSink sink = new(Weights, 0);
            strings.Write(i % 11 == 0 ? null : Ports[i % 40], ref sink);
            integers.Write(i % 11 == 0 ? null : (long?)(i % 40), ref sink);
            return sink.Sum;
        });
    }

    [Fact]
    public void TextsAllocateNothing()
    {
        TextEncoding encoding = Learn(new TextOptions { WordNgrams = 2, CharNgrams = 4 }, Ports);
        string longer = string.Join(' ', Ports);
        Nothing(i =>
        {
            LinearSink sink = new(Weights, 0);
            encoding.Write(i % 100 == 0 ? longer : Ports[i % 40], ref sink);
            return sink.Sum;
        });
    }

    [Fact]
    public void CalendarPartsAllocateNothing()
    {
        int position = 0;
        DatePartsEncoding encoding = new("Picked", (DatePart)511, true, ref position);
        DateTime start = new(2026, 1, 1);
        float[] row = new float[position];
        Nothing(i =>
        {
            DenseSink sink = new(row, 0);
            encoding.Write(start.AddMinutes(97 * i), ref sink);
            encoding.Write((DateTimeOffset?)null, ref sink);
            return row[0];
        });
    }

    private static void Nothing(Func<int, float> write)
    {
        float sum = 0;
        int i = 0;
        Allocations.AssertNone(() => sum += write(i++ % 10_000), 10_000, 2_000);
        Assert.False(float.IsNaN(sum));
    }
}
