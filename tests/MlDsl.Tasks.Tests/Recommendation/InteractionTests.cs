using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

public sealed class InteractionTests
{
    [Theory]
    [InlineData(float.NaN, "Row 2 of the data has the event NaN; how strong an event is is finite and above 0: correct it, or leave the row out")]
    [InlineData(float.PositiveInfinity, "Row 2 of the data has the event Infinity; how strong an event is is finite and above 0: correct it, or leave the row out")]
    [InlineData(0, "Row 2 of the data has the event 0; how strong an event is is finite and above 0: correct it, or leave the row out")]
    [InlineData(-1, "Row 2 of the data has the event -1; how strong an event is is finite and above 0: correct it, or leave the row out")]
    public void AnEventThatIsNoneIsNamed(float minutes, string message) =>
        Assert.Equal((message, 1), Refused([new() { Viewer = "a", Film = "X" }, new() { Viewer = "b", Film = "Y", Minutes = minutes }]));

    [Theory]
    [InlineData("", "X", "Row 1 of the data has no user; give it one, or leave the row out")]
    [InlineData("a", "", "Row 1 of the data has no item; give it one, or leave the row out")]
    public void ARowWithoutAnIdIsNamed(string user, string item, string message) => Assert.Equal((message, 0), Refused([new() { Viewer = user, Film = item }]));

    [Fact]
    public void HalfACharacterIsNamed() => Assert.StartsWith("Row 1 of the data has the id of an item that begins or ends with half a character", Refused([new() { Viewer = "a", Film = "\ud83d" }]).Message, StringComparison.Ordinal);

    [Fact]
    public void EventsThatAddUpToNoNumberAreRefused() => Assert.Contains(
        "The events of one user and item add up to more than", Refused([new() { Viewer = "a", Film = "X", Minutes = 3e38f }, new() { Viewer = "a", Film = "X", Minutes = 3e38f }, new() { Viewer = "b", Film = "Y" }], new ItemNeighboursOptions()).Message, StringComparison.Ordinal);

    [Fact]
    public void ARatingThatIsNoneIsNamed() => Assert.Equal(
        ("Row 1 of the data has the rating NaN, which is no finite number; correct it, or leave the row out", 0), Refused([new() { Viewer = "a", Film = "X", Stars = float.NaN }], new ExplicitAlsOptions()));

    [Theory]
    [InlineData("aX bX", "All training rows are of the item 'X': there is nothing to choose from; give rows of two items at least")]
    [InlineData("aX aY", "All training rows are of one user, and ImplicitAls learns of what several have in common; give rows of two users at least, or use Popularity")]
    public void TooFewAreNamed(string rows, string message) => Assert.Equal((message, null), Refused(Watches.Of(rows)));

    [Fact]
    public void WhatIsPopularNeedsOneUser() => Assert.Equal(2, Evening.Fit(Watches.Train(Watches.Of("aX aY")), new PopularityOptions()).Recommend("b", 5).Length);

    [Fact]
    public void EventsOfAPairAddUpAndAreCounted()
    {
        ReadInteractions<string, string> read = InteractionReader.Read<Watch, string, string>(
            Watches.Train([new() { Viewer = "b", Film = "Y", Minutes = 2 }, new() { Viewer = "a", Film = "Y" }, new() { Viewer = "b", Film = "Y", Minutes = 3 }, new() { Viewer = "b", Film = "X" }]).Batches(default), false);

        Assert.Equal((1, 2, 2), (read.Data.Repeats, read.Data.Users, read.Data.Items));
        Assert.Equal([0, 1, 3], read.Data.ByUser.Starts);
        Assert.Equal([1, 0, 1], read.Data.ByUser.Indexes);
        Assert.Equal([1, 1, 5], read.Data.ByUser.Values);
        Assert.Equal([1, 0, 1], read.Data.ByItem.Indexes);
    }

    [Fact]
    public void OptionsThatArePartOfNoModelAreRefused()
    {
        Assert.Contains("ImplicitAls learns from interactions", Assert.Throws<NotSupportedException>(() => new ImplicitAlsOptions().Train(null!, new())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ImplicitAlsOptions { Factors = 0 });
    }

    [Fact]
    public void AttributesSayWhatOptionsDo()
    {
        LightGbm.Tests.DeclaredOptions.AssertSame<ImplicitAlsAttribute, ImplicitAlsOptions>("ImplicitAls");
        LightGbm.Tests.DeclaredOptions.AssertSame<ExplicitAlsAttribute, ExplicitAlsOptions>("ExplicitAls");
        LightGbm.Tests.DeclaredOptions.AssertSame<BprAttribute, BprOptions>("Bpr");
        LightGbm.Tests.DeclaredOptions.AssertSame<ItemNeighboursAttribute, ItemNeighboursOptions>("ItemNeighbours");
        LightGbm.Tests.DeclaredOptions.AssertSame<PopularityAttribute, PopularityOptions>("Popularity");
    }

    [Fact]
    public void EachUsersLatestRowsAreHeldBack()
    {
        Split<Watch> split = Dataset<Watch>.FromRows(Watches.Of("aP bP aQ bQ aR bR aS bS aT bT cP")).SplitByUserTime(validation: 0.2, test: 0.2);
        Assert.Equal(["aP", "bP", "aQ", "bQ", "aR", "bR", "cP"], split.Train.Rows.Select(static w => w.Viewer + w.Film));
        Assert.Equal(["aS", "bS"], split.Validation.Rows.Select(static w => w.Viewer + w.Film));
        Assert.Equal((2, 9), (split.Test.Count, split.Development.Count));
        Assert.Equal("UserTime: validation 0.2, test 0.2", split.Description.ToString());
        Assert.Throws<ArgumentException>(() => Dataset<Watch>.FromRows(Watches.Of("aP bP")).SplitByUserTime(0.5, 0.5));
    }

    private static (string Message, long? Row) Refused(IEnumerable<Watch> rows, RecommenderOptions? options = null)
    {
        var problem = Assert.Throws<TrainingException>(() => Evening.Fit(Watches.Train(rows), options));
        return (problem.Message, problem.Row);
    }
}
