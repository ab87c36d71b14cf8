using MlDsl.Testing;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

[Collection(Alone.Name)]
public sealed class RecommendAllocationTests
{
    [Theory]
    [InlineData("als", 10)]
    [InlineData("als", 400)]
    [InlineData("alike", 10)]
    [InlineData("popular", 400)]
    public void RecommendingAllocatesNothing(string trainer, int count)
    {
        Evening model = Evening.Fit(Watches.Train(Watches.Many(80, 600, 9)), RecommendationFileTests.OptionsOf(trainer));
        var best = new Recommended<string>[count];
        string[] exclude = ["f001", "f010"];
        long least = long.MaxValue;
        for (int measurement = 0; measurement < 3; measurement++)
        {
            for (int i = 0; i < 200; i++) model.Recommend("v003", best, exclude);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 100; i++)
            {
                model.Recommend("v003", best, exclude);
                model.Recommend("new", best, exclude);
            }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }
}
