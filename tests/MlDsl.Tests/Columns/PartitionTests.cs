using FsCheck;
using FsCheck.Fluent;
using MlDsl.Columns;
using MlDsl.Testing;

namespace MlDsl.Tests.Columns;

/// <summary>Learned state is the same, bit for bit, for every order and every partition of the rows.</summary>
public sealed class PartitionTests
{
    public static TheoryData<NumericOptions> Numbers => new()
    {
        new NumericOptions { Scale = Scale.Standard, Impute = Impute.Mean },
        new NumericOptions { Scale = Scale.Standard, Impute = Impute.Median, Min = -3, Max = 4 },
        new NumericOptions { Scale = Scale.MinMax, Impute = Impute.Constant, Constant = 1 },
        new NumericOptions { Scale = Scale.Robust, Impute = Impute.Median },
        new NumericOptions { Scale = Scale.Log, Impute = Impute.Mean },
        new NumericOptions { Scale = Scale.Power, Impute = Impute.Median },
        new NumericOptions { Bins = 7, Impute = Impute.Mean },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void NumbersDoNotDependOnOrderOrPartition(NumericOptions options) => Holds(
        // Small numbers that repeat, any finite float by its bits, and missing ones.
        Gen.OneOf(
            Gen.Choose(-5, 5).Select(static i => (float?)i),
            ArbMap.Default.GeneratorFor<int>().Select(static i => (float?)(i * 0.37f)),
            Gen.Choose(int.MinValue, int.MaxValue).Select(static i => (float?)BitConverter.Int32BitsToSingle(i)).Where(static f => float.IsFinite(f!.Value)),
            Gen.Constant((float?)null)),
        () => new NumericLearner("Miles", options),
        static (learner, value, _) => learner.Add(value),
        static (learner, other) => learner.Merge(other),
        static learner =>
        {
            int position = 0;
            return Written.Json(learner.Finish(ref position).Write);
        },
        static learner => learner.Add(2f));

    public static TheoryData<CategoryOptions> Categories => new()
    {
        new CategoryOptions(),
        new CategoryOptions { MaxCategories = 3, MinCount = 2, Unknown = Unknown.Bucket },
        new CategoryOptions { Encoding = CategoricalEncoding.Ordinal, Values = ["a", "b"] },
        new CategoryOptions { Encoding = CategoricalEncoding.Count, MaxCategories = 2 },
        new CategoryOptions { Encoding = CategoricalEncoding.Target, MaxCategories = 2, Unknown = Unknown.Bucket, Smoothing = 0.3 },
    };

    [Theory]
    [MemberData(nameof(Categories))]
    public void CategoriesDoNotDependOnOrderOrPartition(CategoryOptions options) => Holds(
        Gen.Elements<string?>("a", "b", "B", "å", "", "zz", null),
        () => new CategoryLearner<string>("Port", options),
        // The row's number gives a target whose sums round, and a fold.
        static (learner, value, row) => learner.Add(value, MathF.Exp(row % 40) / 3, row % FoldFilter.Count),
        static (learner, other) => learner.Merge(other),
        static learner =>
        {
            int position = 0;
            return Written.Json(learner.Finish(ref position, new FoldFilter(1, false)).Write);
        },
        static learner => learner.Add("a", 1, 1));

    [Fact]
    public void TextsDoNotDependOnOrderOrPartition() => Holds(
        Gen.Elements<string?>("one two", "two three", "Three", "", null),
        static () => new TextLearner("Comment", new TextOptions { WordNgrams = 2, CharNgrams = 3, HashBits = 8 }),
        static (learner, value, _) => learner.Add(value),
        static (learner, other) => learner.Merge(other),
        static learner =>
        {
            int position = 0;
            return Written.Json(learner.Finish(ref position).Write);
        },
        static learner => learner.Add("four"));

    /// <summary>Every sample gets one row by <paramref name="addLegal"/>, for a column that is always missing may be an error.</summary>
    private static void Holds<TValue, TLearner>(
        Gen<TValue> values, Func<TLearner> create, Action<TLearner, TValue, int> add, Action<TLearner, TLearner> merge,
        Func<TLearner, string> finish, Action<TLearner> addLegal)
    {
        Arbitrary<(TValue[] Rows, int Seed)> cases =
            values.ArrayOf().SelectMany(rows => Gen.Choose(0, int.MaxValue).Select(seed => (rows, seed))).ToArbitrary();
        Prop.ForAll(cases, sample =>
        {
            Random random = new(sample.Seed);
            TLearner whole = create();
            for (int i = 0; i < sample.Rows.Length; i++) add(whole, sample.Rows[i], i);
            addLegal(whole);

            int[] order = [.. Enumerable.Range(0, sample.Rows.Length)];
            random.Shuffle(order);
            List<TLearner> parts = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => create())];
            foreach (int row in order) add(parts[random.Next(parts.Count)], sample.Rows[row], row);
            addLegal(parts[0]);
            while (parts.Count > 1)
            {
                random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(parts));
                merge(parts[0], parts[^1]);
                parts.RemoveAt(parts.Count - 1);
            }
            // Finishing twice must not change what was seen.
            return finish(whole) == finish(parts[0]) && finish(whole) == finish(parts[0]);
        }).Check(Draws.Of(150));
    }
}
