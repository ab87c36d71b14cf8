using MlDsl.Columns;
using static MlDsl.Tests.Columns.Written;

namespace MlDsl.Tests.Columns;

public sealed class CategoryEncodingTests
{
    private static readonly string?[] Ports = ["S", "C", "S", "Q", "C", "S", "B"];

    [Fact]
    public void GivesOnePositionPerCategoryByCountThenOrdinal()
    {
        CategoryEncoding<string> encoding = Learn(new CategoryOptions(), Ports);
        Assert.Equal(["Port=S", "Port=C", "Port=B", "Port=Q"], Names(encoding.AppendNames));
        Assert.Equal([0, 1, 0, 0], Row(encoding, "C"));
        Assert.Equal([0, 0, 0, 1], Row(encoding, "Q"));
        Assert.Equal([0, 0, 0, 0], Row(encoding, "Z"));
        Assert.Equal([0, 0, 0, 0], Row(encoding, ""));
    }

    [Fact]
    public void KeepsTheDeclaredCategoriesInTheirOrder()
    {
        CategoryOptions options = new() { Values = ["Q", "X", "S"], MinCount = 9, MaxCategories = 1 };
        CategoryEncoding<string> encoding = Learn(options, Ports);
        Assert.Equal(["Port=Q", "Port=X", "Port=S"], Names(encoding.AppendNames));
        Assert.Equal([0, 0, 1], Row(encoding, "S"));
        Assert.Equal([0, 0, 0], Row(encoding, "C"));
    }

    [Fact]
    public void MoreCategoriesThanNumbersAreRefused()
    {
        CategoryValues.CheckNumbers("Port", (1 << 24) - 2);
        InvalidValueException problem = Assert.Throws<InvalidValueException>(static () => CategoryValues.CheckNumbers("Port", (1 << 24) - 1));
        Assert.Equal("Port", problem.Column);
        Assert.Contains("'Port' has 16777215 categories, and 16777214 at most are told apart as numbers; set MaxCategories", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 1, new[] { "S", "C" })]
    [InlineData(3, 1, new[] { "S", "C", "B" })]
    [InlineData(0, 2, new[] { "S", "C" })]
    [InlineData(1, 2, new[] { "S" })]
    [InlineData(0, 4, new string[0])]
    public void KeepsTheFrequentOnes(int most, int least, string[] kept) =>
        Assert.Equal(kept, Learn(new CategoryOptions { MaxCategories = most, MinCount = least }, Ports).Categories);

    [Fact]
    public void PutsRareAndUnknownIntoTheBucketAndMissingLast()
    {
        CategoryOptions options = new() { Unknown = Unknown.Bucket, MinCount = 2 };
        CategoryEncoding<string> encoding = Learn(options, [.. Ports, null]);
        Assert.Equal(["Port=S", "Port=C", "Port=(other)", "Port=(missing)"], Names(encoding.AppendNames));
        Assert.Equal([0, 0, 1, 0], Row(encoding, "Q"));
        Assert.Equal([0, 0, 1, 0], Row(encoding, "never seen"));
        Assert.Equal([0, 0, 0, 1], Row(encoding, null));
    }

    [Fact]
    public void HasAMissingPositionWhenDeclaredNullable() =>
        Assert.Equal([0, 0, 0, 0, 1], Row(Learn(new CategoryOptions { Nullable = true }, Ports), null));

    [Theory]
    [InlineData(CategoricalEncoding.OneHot)]
    [InlineData(CategoricalEncoding.Ordinal)]
    [InlineData(CategoricalEncoding.Hashed)]
    public void RefusesAMissingValueThatIsNoCategory(CategoricalEncoding kind)
    {
        CategoryEncoding<string> encoding = Learn(new CategoryOptions { Encoding = kind }, Ports);
        InvalidValueException error = Assert.Throws<InvalidValueException>(() => Row(encoding, null));
        Assert.Equal("'Port' is missing: declare the property nullable, so that missing is a category, or give a value", error.Message);
    }

    [Theory]
    [InlineData(CategoricalEncoding.OneHot)]
    [InlineData(CategoricalEncoding.Count)]
    public void NamesAnUnknownCategoryAndTheNearestKnownOnes(CategoricalEncoding kind)
    {
        CategoryOptions options = new() { Encoding = kind, Unknown = Unknown.Error };
        CategoryEncoding<string> encoding = Learn(options, "Southampton", "Cherbourg", "Queenstown", "Southport");
        UnknownCategoryException error = Assert.Throws<UnknownCategoryException>(() => Row(encoding, "southamton"));
        Assert.Equal(("Port", "southamton"), (error.Column, error.Value));
        Assert.Equal("'Port' has the unknown category 'southamton' (nearest of the known ones: 'Southampton', 'Southport', 'Queenstown'): "
            + "correct the value, or set Unknown = Unknown.Bucket or Unknown.Zero on its [Categorical]", error.Message);
    }

    [Fact]
    public void SaysSoWhenNoCategoryIsKnown() => Assert.Contains("(no category is known)",
        Assert.Throws<UnknownCategoryException>(() => Row(Learn(new CategoryOptions { Unknown = Unknown.Error }), "S")).Message, StringComparison.Ordinal);

    [Fact]
    public void RefusesACategoryThatNoFileCanHold()
    {
        Assert.Equal("'Port' has the category 'a\ud83d', which begins or ends with half a character, as text cut in the middle of an emoji does; no file can hold it: cut text between runes",
            Assert.Throws<InvalidValueException>(() => Learn(new CategoryOptions(), "a", "a\ud83d")).Message);
        Assert.Equal(["Port=a", "Port=😀"], Names(Learn(new CategoryOptions(), "a", "😀").AppendNames));
        CategoryLearner<char> letters = new("Letter", new CategoryOptions());
        letters.Add('\ud83d', 0, 0);
        Assert.Throws<InvalidValueException>(() =>
        {
            int position = 0;
            letters.Finish(ref position, FoldFilter.All);
        });
    }

    [Fact]
    public void TakesIntegersAndMissingIntegers()
    {
        CategoryLearner<long> learner = new("Zone", new CategoryOptions());
        foreach (long? zone in (long?[])[-7, 3, null, 3, long.MaxValue]) learner.Add(zone, 0, 0);
        int position = 2;
        CategoryEncoding<long> encoding = learner.Finish(ref position, FoldFilter.All);
        Assert.Equal(["Zone=3", "Zone=-7", "Zone=9223372036854775807", "Zone=(missing)"], Names(encoding.AppendNames));
        Assert.Equal([0, 0, 0, 1, 0, 0], Row(encoding, -7));
        Assert.Equal([0, 0, 0, 0, 0, 1], Row(encoding, (long?)null));
        Assert.Equal([0, 0, 0, 0, 0, 0], Row(encoding, 4));
        Assert.Equal((2, 6), (encoding.Position, position));
    }

    public static TheoryData<CategoryOptions, string> Wrong => new()
    {
        { new() { MaxCategories = -1 }, "'Zone': MaxCategories is -1; it is 0 (all) or more" },
        { new() { MinCount = 0 }, "'Zone': MinCount is 0; it is 1 or more" },
        { new() { HashBits = 25 }, "'Zone': HashBits is 25; it is 1 to 24" },
        { new() { Smoothing = -0.5 }, "'Zone': Smoothing is -0.5; it is finite and not negative" },
        { new() { Values = ["1", "x"] }, "'Zone': the declared category 'x' is no Int64" },
        { new() { Values = ["1", "2", "1"] }, "'Zone': the category '1' is declared twice" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void RefusesOptionsOutOfRange(CategoryOptions options, string message) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new CategoryLearner<long>("Zone", options)).Message);
}
