using MlDsl.Tasks.Decisions;

namespace MlDsl.Tasks.Tests.Decisions;

public sealed class EmpiricalLikelihoodTests
{
    private const double Bound = 1.92;

    /// <summary>Of zeros and ones the interval is that of the binomial likelihood, whose equation has a closed form.</summary>
    [Theory]
    [InlineData(10, 3)]
    [InlineData(200, 11)]
    [InlineData(50, 49)]
    public void OfFlagsItIsTheLikelihoodOfAShare(int rows, int ones)
    {
        double[] terms = [.. Enumerable.Range(0, rows).Select(i => i < ones ? 1.0 : 0.0)];
        double low = EmpiricalLikelihood.Low(terms, 0, Bound), high = EmpiricalLikelihood.High(terms, 1, Bound);
        Assert.True(low < (double)ones / rows && high > (double)ones / rows);
        Assert.Equal(Bound, Less(low), 6);
        Assert.Equal(Bound, Less(high), 6);

        double Less(double share) => (ones * Math.Log((double)ones / rows / share)) + ((rows - ones) * Math.Log((double)(rows - ones) / rows / (1 - share)));
    }

    /// <summary>Where only zeros were seen, a one may have had so much probability that the rows are just not too unlikely: n·log(1 − q) = −c.</summary>
    [Fact]
    public void WhatWasNotSeenButIsPossibleIsInTheInterval()
    {
        double[] terms = new double[300];
        Assert.Equal(0, EmpiricalLikelihood.Low(terms, 0, Bound));
        Assert.Equal(7 * (1 - Math.Exp(-Bound / 300)), EmpiricalLikelihood.High(terms, 7, Bound), 8);
        // Without it there is nothing but zeros.
        Assert.Equal(0, EmpiricalLikelihood.High(terms, double.NegativeInfinity, Bound));
    }

    /// <summary>The ends have the likelihood that the bound says, with q = 1 / (n(1 + λ(z − end))): Owen's own equations, solved for λ.</summary>
    [Fact]
    public void EndsHaveTheLikelihoodOfTheBound()
    {
        var random = new Random(1);
        double[] terms = [.. Enumerable.Range(0, 80).Select(_ => Math.Pow(random.NextDouble(), 3) * 40)];
        foreach (double end in (double[])[EmpiricalLikelihood.Low(terms, double.PositiveInfinity, Bound), EmpiricalLikelihood.High(terms, double.NegativeInfinity, Bound)])
        {
            double from = -1 / (terms.Max() - end) * 0.999999999, to = -1 / (terms.Min() - end) * 0.999999999;
            for (int i = 0; i < 200; i++)
            {
                double middle = (from + to) / 2;
                if (terms.Sum(z => (z - end) / (1 + (middle * (z - end)))) > 0) from = middle;
                else to = middle;
            }
            Assert.Equal(Bound, terms.Sum(z => Math.Log(1 + (from * (z - end)))), 4);
        }
    }

    /// <summary>With equal weights a ratio is a mean.</summary>
    [Fact]
    public void ARatioOfEqualWeightsIsAMean()
    {
        var random = new Random(2);
        double[] rewards = [.. Enumerable.Range(0, 60).Select(_ => random.NextDouble() < 0.2 ? 1.0 : random.NextDouble() * 0.5)], weights = [.. Enumerable.Repeat(3.0, 60)];
        double mean = rewards.Average();
        Assert.Equal(EmpiricalLikelihood.Low(rewards, 0, Bound), EmpiricalLikelihood.RatioLow(weights, rewards, 3, 0, mean, Bound), 6);
        Assert.Equal(EmpiricalLikelihood.High(rewards, 1, Bound), EmpiricalLikelihood.RatioHigh(weights, rewards, 3, 1, mean, Bound), 6);
    }
}
