using MlDsl.Onnx;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

public sealed class RecommendationExportTests
{
    private static readonly Watch[] Rows = Watches.Many(60, 30, 9);

    [Theory]
    [InlineData("als")]
    [InlineData("ratings")]
    [InlineData("bpr")]
    [InlineData("popular")]
    public void OnnxRuntimeRecommendsWhatTheModelDoes(string trainer)
    {
        const int Count = 7, Most = 20;
        Evening model = Evening.Fit(Watches.Train(Rows), RecommendationFileTests.OptionsOf(trainer));
        string[] users = [.. Rows.Select(static r => r.Viewer).Distinct(), "new"];
        string[][] seen = [.. users.Select(user => Rows.Where(r => r.Viewer == user).Select(static r => r.Film).Distinct().Append("f001").ToArray())];

        using OnnxSession session = OnnxSession.Load(model.ExportOnnx(Count, Most), "evening");
        using OnnxBinding call = session.Rent(users.Length);
        call.SetText(0, users);
        call.SetText(1, [.. seen.SelectMany(static films => films.Concat(Enumerable.Repeat("", Most - films.Length)))]);
        call.Run();

        ReadOnlySpan<float> scores = call.Output<float>(1);
        for (int i = 0; i < users.Length; i++)
        {
            Recommended<string>[] own = model.Recommend(users[i], Count, ["f001"]);
            for (int rank = 0; rank < own.Length; rank++)
            {
                string item = call.OutputText(0, (i * Count) + rank);
                if (own[rank].IsPopular) Assert.Equal(own[rank].Item, item);
                // Sums are taken in another order: what is nearly equal may change places.
                else if (item != own[rank].Item) Assert.Equal(own[rank].Score, model.Score(users[i], item)!.Value, 1e-5);
                if (!own[rank].IsPopular) Assert.Equal(own[rank].Score, scores[(i * Count) + rank], 1e-4);
            }
        }
        Assert.Equal("Recommendation", session.Metadata["mldsl.task"]);
    }

    [Fact]
    public void NumbersAreIntegersAndNothingIsLeftOutUnlessAsked()
    {
        NumberedEvening model = NumberedEvening.Fit(Dataset<Numbered>.FromRows(Rows.Select(static r => new Numbered { Viewer = r.Viewer, Film = int.Parse(r.Film[1..], System.Globalization.CultureInfo.InvariantCulture), At = r.At })).SplitByTime(0, 0).Train, new ImplicitAlsOptions { Factors = 3, RecommendSeen = true });
        using OnnxSession session = OnnxSession.Load(model.ExportOnnx(4), "numbers");
        using OnnxBinding call = session.Rent();
        call.SetText(0, ["v005"]);
        call.Run();
        Assert.Equal(model.Recommend("v005", 4).Select(static r => r.Item), call.Output<long>(0).ToArray());
    }

    [Fact]
    public void WhatHasNoGraphSaysSo()
    {
        Evening model = Evening.Fit(Watches.Train(Rows), new ItemNeighboursOptions());
        Assert.StartsWith("Item neighbours are a table", Assert.Throws<OnnxExportException>(() => model.ExportOnnx(3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ExportOnnx(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ExportOnnx(31));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ExportOnnx(3, -1));
    }
}
