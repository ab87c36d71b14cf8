namespace MlDsl.Training.Tests;

public class TrainingControlTests
{
    public static TheoryData<Func<TrainingControl, TrainedPredictor>> Trainings =>
    [
        static control => Trained.By(new LinearRegressionOptions(), Formula.Tall(Formula.Score), 0, control),
        static control => Trained.By(new LinearRegressionOptions { L1 = 0.01 }, Formula.Tall(Formula.Score), 0, control),
        static control => Trained.By(new LogisticRegressionOptions(), Formula.Tall(Formula.Binary), 2, control),
        static control => Trained.By(new LogisticRegressionOptions { ClassWeights = ClassWeights.Balanced }, Formula.Tall(Formula.Three), 3, control),
        static control => Trained.By(new LogisticRegressionOptions { L1 = 0.01 }, Formula.Tall(Formula.Binary), 2, control),
        static control => Trained.By(new PoissonRegressionOptions(), Formula.Tall(Formula.Count), 0, control),
        static control => Trained.By(new QuantileRegressionOptions { Level = 0.8 }, Formula.Tall(Formula.Score), 0, control),
        static control => Trained.By(new LinearRankingOptions { L2 = 1e-2, MaxPairs = 500 }, Formula.Queries(), Trained.Ranked, control),
        static control => Trained.By(new LinearRankingOptions { L1 = 0.01 }, Formula.Queries(), Trained.Ranked, control),
    ];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void TheNumberOfThreadsChangesNoBit(Func<TrainingControl, TrainedPredictor> train)
    {
        TrainedPredictor one = train(new TrainingControl { Threads = 1 });
        foreach (int threads in new[] { 2, 8, 64, 0 })
        {
            TrainedPredictor many = train(new TrainingControl { Threads = threads });
            LinearPredictor first = Assert.IsType<LinearPredictor>(one.Predictor), other = Assert.IsType<LinearPredictor>(many.Predictor);
            Assert.Equal(first.Weights.ToArray(), other.Weights.ToArray());
            Assert.Equal(first.Biases.ToArray(), other.Biases.ToArray());
            Assert.Equal(BitConverter.DoubleToInt64Bits(one.Log.Objective), BitConverter.DoubleToInt64Bits(many.Log.Objective));
        }
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void ProgressTellsEveryIteration(Func<TrainingControl, TrainedPredictor> train)
    {
        var reports = new Reports();
        TrainedPredictor model = train(new TrainingControl { Progress = reports });
        Assert.True(model.Log.Converged);
        Assert.Equal(model.Log.Iterations, reports[^1].Iteration);
        Assert.Equal(model.Log.Objective, reports[^1].Objective);
        Assert.InRange(reports[^1].GradientNorm, 0, 1e-6);
        for (int index = 1; index < reports.Count; index++)
        {
            Assert.True(reports[index].Objective <= reports[index - 1].Objective * (1 + 1e-12));
            Assert.True(reports[index].Passes >= reports[index - 1].Passes);
        }
    }

    [Fact]
    public void TooFewIterationsAreToldNotHidden()
    {
        LinearWeights model = LogisticRegressionTrainer.Train(Formula.Design(Formula.Binary), 2, new() { MaxIterations = 2 });
        Assert.False(model.Converged);
        Assert.Equal(2, model.Iterations);
    }

    [Theory]
    [MemberData(nameof(Trainings))]
    public void CancellationStopsTheTraining(Func<TrainingControl, TrainedPredictor> train)
    {
        foreach (int threads in new[] { 1, 8 })
        {
            using var source = new CancellationTokenSource();
            source.Cancel();
            var control = new TrainingControl { Threads = threads, Cancellation = source.Token };
            Assert.ThrowsAny<OperationCanceledException>(() => train(control));
        }
    }

    [Fact]
    public void CancellationStopsBetweenIterations()
    {
        using var source = new CancellationTokenSource();
        var reports = new Reports { Then = () => source.Cancel() };
        var control = new TrainingControl { Progress = reports, Cancellation = source.Token };
        Assert.ThrowsAny<OperationCanceledException>(() => PoissonRegressionTrainer.Train(Formula.Design(Formula.Count), null, control));
        Assert.Single(reports);
    }

    private sealed class Reports : List<TrainingProgress>, IProgress<TrainingProgress>
    {
        public Action? Then { get; init; }

        public void Report(TrainingProgress value)
        {
            Add(value);
            Then?.Invoke();
        }
    }
}
