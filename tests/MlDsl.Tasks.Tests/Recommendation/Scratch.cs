using System.Diagnostics;
using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

public sealed class Scratch
{
    [Fact]
    public void Tune()
    {
        using var log = new StreamWriter("/tmp/taste-tune.log") { AutoFlush = true };
        foreach (var (name, split) in new[] { ("last", Ratings.Last), ("random", Ratings.Random(1)), ("later", Ratings.Later) })
        {
            foreach (RecommenderOptions options in new RecommenderOptions[]
            {
                new ImplicitAlsOptions { Factors = 16, Alpha = 1, Penalty = 10, PenaltyGrowth = 0 }, new ImplicitAlsOptions { Factors = 32, Alpha = 1, Penalty = 10, PenaltyGrowth = 0 },
                new ImplicitAlsOptions { Factors = 16, Alpha = 10, Penalty = 30, PenaltyGrowth = 0 }, new ImplicitAlsOptions { Factors = 16, Alpha = 10, Penalty = 3, PenaltyGrowth = 0.5 },
                new ImplicitAlsOptions { Factors = 16, Alpha = 5, Penalty = 0.3, PenaltyGrowth = 1 }, new ImplicitAlsOptions { Factors = 32, Alpha = 5, Penalty = 5, PenaltyGrowth = 0.5 },
                new ImplicitAlsOptions { Factors = 32, Alpha = 1, Penalty = 1, PenaltyGrowth = 1 }, new ImplicitAlsOptions { Factors = 64, Alpha = 1, Penalty = 3, PenaltyGrowth = 0.5 },
                new BprOptions { Factors = 32 }, new BprOptions { Factors = 32, Iterations = 100, LearningRate = 0.02, Penalty = 0.005 }, new ItemNeighboursOptions(), new ItemNeighboursOptions { Neighbours = 50, Shrinkage = 50 }, new PopularityOptions(), new ExplicitAlsOptions { Factors = 16 },
            })
            {
                var watch = Stopwatch.StartNew();
                Films model = Films.Fit(split.Train, options);
                double fit = watch.Elapsed.TotalSeconds;
                var m = model.Evaluate(split.Validation);
                log.WriteLine($"{name} {options} fit {fit:0.0}s eval {watch.Elapsed.TotalSeconds - fit:0.0}s ndcg10 {m.Cutoffs[1].Ndcg} pop {m.Baseline!.Cutoffs[1].Ndcg} lift {m.Lift} recall {m.Cutoffs[1].Recall} cov {m.Coverage} nov {m.Novelty} rmse {m.Rmse} {m.Baseline.Rmse} cold {m.ColdUsers}/{m.Users} {model.Card.Log}");
            }
        }
    }
}
