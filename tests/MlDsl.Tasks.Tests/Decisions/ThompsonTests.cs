using MathNet.Numerics.Distributions;
using MlDsl.Tasks.Decisions;
using MlDsl.Testing;

namespace MlDsl.Tasks.Tests.Decisions;

[Collection(Alone.Name)]
public sealed class ThompsonTests
{
    private static readonly LoggedDecisions<Offer, Offer.Input, Discount> Log = Offers.Logged(Offers.Space.Uniform(), 60, 21);
    private static readonly OfferModel Model = OfferModel.Fit(Log.Train);

    /// <summary>The mean of the posterior is ridge regression; its noise is what is left, by the closed form.</summary>
    [Fact]
    public void ThePosteriorHasTheMomentsOfItsFormulas()
    {
        LinearPosterior posterior = LinearPosterior.Of(Model.Features, Log.Train, 1);
        // Λm = Xᵀy, row by row.
        double[] gradient = new double[posterior.Mean.Count];
        double squares = 0;
        foreach (Offer row in Log.Rows)
        {
            double[] features = Features(row.ToInput());
            double residual = row.Spent - features.Zip(posterior.Mean, static (x, w) => x * w).Sum();
            for (int i = 0; i < gradient.Length; i++) gradient[i] += features[i] * residual;
            squares += residual * residual;
        }
        for (int i = 0; i < gradient.Length; i++)
        {
            double penalty = i < gradient.Length - 1 ? posterior.Mean[i] : 0;
            Assert.Equal(penalty, gradient[i], 6);
            squares += penalty * penalty;
        }
        Assert.Equal((29.5, squares / 2), (posterior.Shape, posterior.Rate), static (a, b) => a.Item1 == b.Item1 && Math.Abs(a.Item2 - b.Item2) < 1e-6);
    }

    /// <summary>Between two actions the one is better with the probability of Student's t: the closed form of the same posterior.</summary>
    [Theory]
    [InlineData(25)]
    [InlineData(45)]
    [InlineData(52)]
    public void BetweenTwoActionsItIsStudentsT(float age)
    {
        LinearPosterior posterior = LinearPosterior.Of(Model.Features, Log.Train, 1);
        Offer.Input context = Offers.Context(age);
        double[] none = Features(Offers.Space.With(in context, 0)), ten = Features(Offers.Space.With(in context, 2));
        double[] apart = [.. ten.Zip(none, static (a, b) => a - b)];
        double[] solved = Solved(apart);
        double mean = apart.Zip(posterior.Mean, static (x, w) => x * w).Sum(), spread = apart.Zip(solved, static (a, b) => a * b).Sum();
        double closed = StudentT.CDF(0, Math.Sqrt(posterior.Rate / posterior.Shape * spread), 2 * posterior.Shape, mean);
        double[] told = new double[2];
        Model.Thompson(Offers.Space, Log.Train, new() { Draws = 1000, LeastPropensity = 0, Seed = 5 }).Propensities(in context, [Discount.None, Discount.Ten], told);
        // Four standard deviations of 1,000 draws.
        Assert.InRange(told[1], closed - (4 * Math.Sqrt(closed * (1 - closed) / 1000)) - 1e-3, closed + (4 * Math.Sqrt(closed * (1 - closed) / 1000)) + 1e-3);
        Assert.Equal(1, told.Sum(), 12);

        // Λ⁻¹ of a vector, from Λ itself.
        double[] Solved(double[] vector)
        {
            int size = vector.Length;
            var products = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(size, size);
            foreach (Offer row in Log.Rows)
            {
                double[] features = Features(row.ToInput());
                for (int i = 0; i < size; i++)
                    for (int j = 0; j < size; j++) products[i, j] += features[i] * features[j];
            }
            for (int i = 0; i < size - 1; i++) products[i, i] += 1;
            return products.Solve(MathNet.Numerics.LinearAlgebra.Vector<double>.Build.Dense(vector)).ToArray();
        }
    }

    [Fact]
    public void MoreDecisionsExploreLess()
    {
        LoggedDecisions<Offer, Offer.Input, Discount> many = Offers.Logged(Offers.Space.Uniform(), 4000, 22);
        Offer.Input context = Offers.Context(25);
        double[] few = new double[3], more = new double[3];
        Model.Thompson(Offers.Space, Log.Train).Propensities(in context, Offers.All, few);
        OfferModel.Fit(many.Train).Thompson(Offers.Space, many.Train).Propensities(in context, Offers.All, more);
        Assert.True(more.Max() > few.Max());
        Assert.All(more, static p => Assert.True(p >= 0.01));
        Assert.Equal(1, more.Sum(), 9);
    }

    [Fact]
    public void BootstrappedModelsVoteForTheirBest()
    {
        IReadOnlyList<OfferModel> models = Log.Train.Bootstrapped(20, 7, static rows => OfferModel.Fit(rows));
        Assert.Equal(20, models.Count);
        DecisionPolicy<Offer.Input, Discount> policy = Offers.Space.Thompson(models, new() { LeastPropensity = 0 });
        Offer.Input context = Offers.Context(44);
        double[] told = new double[3], votes = new double[3];
        policy.Propensities(in context, Offers.All, told);
        foreach (OfferModel model in models)
        {
            int best = 0;
            float most = float.NegativeInfinity;
            for (int i = 0; i < 3; i++)
            {
                Offer.Input input = Offers.Space.With(in context, i);
                if (model.Predict(in input) > most) (best, most) = (i, model.Predict(in input));
            }
            votes[best] += 1.0 / 20;
        }
        Assert.Equal(votes, told, static (a, b) => Math.Abs(a - b) < 1e-9);
        // The same seed, the same models.
        Assert.Equal(models[3].Predict(in context), Log.Train.Bootstrapped(20, 7, static rows => OfferModel.Fit(rows))[3].Predict(in context));
        Assert.NotEqual(models[3].Predict(in context), models[4].Predict(in context));
        Assert.Throws<ArgumentException>(() => Log.Train.Bootstrapped(9, 7, static rows => OfferModel.Fit(rows)));
        Assert.Throws<ArgumentException>(() => Offers.Space.Thompson([.. models.Take(9)]));
    }

    [Fact]
    public void RewardsWithoutSpreadTeachNothing()
    {
        var (rows, propensities) = Offers.Decide(Offers.Space.Uniform(), 30, 8);
        LoggedDecisions<Offer, Offer.Input, Discount> alike = Offers.Logged([.. rows.Select(static row => row with { Spent = 0 })], propensities);
        Assert.Contains("no spread", Assert.Throws<Training.TrainingException>(() => Model.Thompson(Offers.Space, alike.Train)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ThompsonOptions { Draws = 19 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ThompsonOptions { LeastPropensity = 0.5 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new ThompsonOptions { PriorPrecision = 0 });
    }

    [Fact]
    public void DecidingAllocatesNothing()
    {
        Offer.Input context = Offers.Context(44, "Ulm");
        foreach (DecisionPolicy<Offer.Input, Discount> policy in (DecisionPolicy<Offer.Input, Discount>[])
            [Offers.Space.Uniform(), Offers.Space.EpsilonGreedy(Model, 0.1), Offers.Space.Softmax(Model, 0.5), Model.Thompson(Offers.Space, Log.Train), Offers.Space.Thompson(Log.Train.Bootstrapped(10, 7, static rows => OfferModel.Fit(rows)))])
        {
            var random = new Random(1);
            double least = double.MaxValue;
            for (int time = 0; time < 4; time++)
            {
                long before = GC.GetAllocatedBytesForCurrentThread();
                for (int i = 0; i < 2000; i++) policy.Decide(in context, Offers.All, random);
                // The first time is the warm-up.
                if (time > 0) least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            }
            Assert.True(least == 0, $"{policy.Name} allocates {least} bytes in 2,000 decisions");
        }
    }

    // The features of an input, the intercept last.
    private static double[] Features(Offer.Input input)
    {
        double[] features = new double[Model.Plan.Width + 1];
        var sink = new Columns.SparseSink(16);
        Model.Features.Write(in input, ref sink);
        for (int i = 0; i < sink.Count; i++) features[sink.Positions[i]] += sink.Values[i];
        features[^1] = 1;
        return features;
    }
}
