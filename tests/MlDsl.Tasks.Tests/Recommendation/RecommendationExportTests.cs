using MlDsl.Kernels;
using MlDsl.Kernels.Tests.Operators;
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
    public void AnExportRecommendsWhatTheModelDoes(string trainer)
    {
        const int Count = 7, Most = 20;
        Evening model = Evening.Fit(Watches.Train(Rows), RecommendationFileTests.OptionsOf(trainer));
        string[] users = [.. Rows.Select(static r => r.Viewer).Distinct(), "new"];
        string[] seen = [.. users.SelectMany(user => Rows.Where(r => r.Viewer == user).Select(static r => r.Film).Distinct().Append("f001").Concat(Enumerable.Repeat("", Most)).Take(Most))];
        byte[] file = model.ExportOnnx(Count, Most);

        using OnnxSession session = OnnxSession.Load(file, "evening");
        using OnnxBinding call = session.Rent(users.Length);
        call.SetText(0, users);
        call.SetText(1, seen);
        call.Run();
        string[] items = new string[users.Length * Count];
        call.CopyOutputText(0, items);
        Same(items, call.Output<float>(1));
        Assert.Equal("Recommendation", session.Metadata["mldsl.task"]);

        Tensor[] compiled = new PlanRunner(file).Run(new Tensor<string>(users, users.Length, 1), new Tensor<string>(seen, users.Length, Most));
        Same(((Tensor<string>)compiled[0]).Values, ((Tensor<float>)compiled[1]).Values);

        void Same(ReadOnlySpan<string> items, ReadOnlySpan<float> scores)
        {
            Assert.Equal(users.Length * Count, items.Length);
            for (int i = 0; i < users.Length; i++)
            {
                Recommended<string>[] own = model.Recommend(users[i], Count, ["f001"]);
                for (int rank = 0; rank < own.Length; rank++)
                {
                    string item = items[(i * Count) + rank];
                    if (own[rank].IsPopular) Assert.Equal(own[rank].Item, item);
                    // Sums are taken in another order: what is nearly equal may change places.
                    else if (item != own[rank].Item) Assert.Equal(own[rank].Score, model.Score(users[i], item)!.Value, 1e-5);
                    if (!own[rank].IsPopular) Assert.Equal(own[rank].Score, scores[(i * Count) + rank], 1e-4);
                }
            }
        }
    }

    [Fact]
    public void NumbersAreIntegersAndNothingIsLeftOutUnlessAsked()
    {
        NumberedEvening model = NumberedEvening.Fit(Dataset<Numbered>.FromRows(Rows.Select(static r => new Numbered { Viewer = r.Viewer, Film = int.Parse(r.Film[1..], System.Globalization.CultureInfo.InvariantCulture), At = r.At })).SplitByTime(0, 0).Train, new ImplicitAlsOptions { Factors = 3, RecommendSeen = true });
        using OnnxSession session = OnnxSession.Load(model.ExportOnnx(4), "numbers");
        using OnnxBinding call = session.Rent();
        call.SetText(0, ["v005"]);
        call.Run();
        long[] own = [.. model.Recommend("v005", 4).Select(static r => r.Item)];
        Assert.Equal(own, call.Output<long>(0).ToArray());
        Assert.Equal(own, ((Tensor<long>)new PlanRunner(model.ExportOnnx(4)).Run(new Tensor<string>(["v005"], 1, 1))[0]).Values.ToArray());
    }

    [Fact]
    public void WhatHasNoGraphSaysSo()
    {
        Evening model = Evening.Fit(Watches.Train(Rows), new ItemNeighboursOptions());
        Assert.StartsWith("[ItemNeighbours] scores by a table", Assert.Throws<OnnxExportException>(() => model.ExportOnnx(3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ExportOnnx(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ExportOnnx(31));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.ExportOnnx(3, -1));
    }
}
