using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Clusters;

/// <summary>Mixtures beside scikit-learn's, and clusters that were planted.</summary>
/// <remarks>
/// scikit-learn 1.2.1 on the rows of <see cref="KMeansTests.Rows"/> as float32: <c>GaussianMixture(4, covariance_type=…, means_init=X[:4], weights_init=[.25] * 4, precisions_init=ones, tol=0, max_iter=60, reg_covar=1e-6).fit(X)</c>, its
/// <c>weights_</c>, <c>means_</c>, <c>covariances_</c>, <c>score(X)</c> and <c>bic(X)</c>.
/// </remarks>
public sealed class MixtureTests
{
    private const int Count = 120, Width = 3;

    [Theory]
    [MemberData(nameof(Scikits))]
    public void IterationsAreScikits(Covariance covariance, double score, double bic, double[] shares, double[] means, double[] covariances)
    {
        Mixture mixture = Run(covariance, threads: 2);
        Assert.Equal(60, mixture.Iterations);
        Assert.Equal(score, mixture.LogLikelihood, 1e-9);
        Assert.Equal(bic, mixture.Bic, bic * 1e-9);
        Near(shares, mixture.Shares);
        Near(means, mixture.Means);
        Near(covariances, Covariances(mixture, covariance));
        Mixture again = Run(covariance, threads: 7);
        Assert.Equal(mixture.Means.ToArray(), again.Means.ToArray());
        Assert.Equal(mixture.Scales.ToArray(), again.Scales.ToArray());
    }

    public static TheoryData<Covariance, double, double, double[], double[], double[]> Scikits => new()
    {
        {
            Covariance.Full, -5.774434313130123, 1572.5764131197293,
            [0.07416048269999446, 0.35755917718335795, 0.2674532512641616, 0.300827088852486],
            [
                1.4550489066916417, 0.8063302525295554, 1.3436125947678763, 3.1002244814318582, 3.516586765488272, 1.1738490659150624,
                7.591171450019003, 6.011950969091248, 1.1501532209583902, 8.797841360844586, 1.952611625785054, 1.1845930014724773,
            ],
            [
                0.8889519975244198, -0.06858196491588164, 0.3477281514089452, -0.06858196491588164, 0.2944338070603531, 0.1304795617237653, 0.3477281514089453, 0.13047956172376532, 0.6646243812253949,
                3.8761264899681347, -1.6256992726007788, 0.3076500379251816, -1.6256992726007788, 2.676989517328229, -0.18597392667597593, 0.3076500379251815, -0.18597392667597593, 0.5347627635020613,
                7.822766107991593, -0.7293026175659216, -0.284548434061463, -0.7293026175659216, 0.7877455024087086, 0.33190275915838546, -0.284548434061463, 0.33190275915838546, 0.6354041881906576,
                3.4950423926321568, 0.27908143392461043, 0.38211632079103547, 0.27908143392461043, 2.0767027109437874, 0.27337930643692687, 0.38211632079103547, 0.27337930643692687, 0.5109864462203415,
            ]
        },
        {
            Covariance.Diagonal, -5.7962025752442194, 1520.3508951137278,
            [0.10256978425861567, 0.5195782608962335, 0.2515587186886741, 0.12629323615647675],
            [
                2.4857712904231297, 0.9155914966724024, 1.1677481064445696, 3.9777641362023775, 4.231653271884519, 1.1862238068631148,
                9.683274327009274, 4.548444948883417, 1.2712791503162042, 8.992535855032262, 0.5994934028650033, 1.0089235419066043,
            ],
            [
                2.592637827541746, 0.3496632563734277, 0.6707240390356807, 5.908630784035123, 3.259685048203276, 0.5544324189428546,
                2.2177364438951797, 2.819425745537159, 0.5170291418572096, 2.667791498446195, 0.15453417586441684, 0.5831116099003418,
            ]
        },
        {
            Covariance.Tied, -5.803533759355772, 1493.3854288438083,
            [0.2559416624550704, 0.23867231647358605, 0.2467206237437295, 0.258665397327614],
            [
                3.2520935131965136, 1.8566021644304116, 1.4285032807746632, 2.634396233449574, 5.328609605421425, 1.0401089311365386,
                8.646927207814253, 5.424552153284298, 0.986409107247117, 8.887367277244323, 1.6514682145622197, 1.2607297609982755,
            ],
            [3.6448330543608276, 0.39669872589982247, 0.24556628157755345, 0.39669872589982624, 1.4735153481232015, 0.35537874259016833, 0.24556628157755345, 0.35537874259016833, 0.5349926713806625]
        },
        {
            Covariance.Spherical, -6.200201093325246, 1579.010605510918,
            [0.08400842450229082, 0.4825352448823587, 0.20354604348639685, 0.22991028712895356],
            [
                1.5856291178649666, 1.0296006608684207, 1.2343627416689373, 3.6138773123027517, 4.127261010319237, 1.1542563458598774,
                9.739061056145148, 5.37727024097, 1.2335958885937521, 8.846740335815193, 1.4785502011163152, 1.1812152929284503,
            ],
            [0.7294580337726461, 2.7821822584313423, 1.4438531082034949, 1.3717692307862814]
        },
    };

    // Three Gaussians that are turned and of unlike widths, and how many there are is not told.
    [Fact]
    public void PlantedGaussiansAndTheirNumberAreFound()
    {
        int found = 0, counted = 0;
        for (int seed = 0; seed < 100; seed++)
        {
            var (values, planted) = Planted(seed);
            TrainedPredictor trained = Train(new GaussianMixtureOptions { Clusters = 2, MaxClusters = 5, Seed = seed }, values, 2);
            Assert.Equal([2, 3, 4, 5], trained.Log.Tried!.Select(static t => t.Count));
            if (trained.Predictor.Outputs == 3) counted++;
            TrainedPredictor three = trained.Predictor.Outputs == 3 ? trained : Train(new GaussianMixtureOptions { Clusters = 3, Seed = seed }, values, 2);
            if (ClusterComparison.AdjustedRand(planted, Assigned(three.Predictor, values, 2)) > 0.95) found++;
        }
        Assert.True(found >= 95 && counted >= 95, $"{found} of 100 found, of {counted} the number");
    }

    [Fact]
    public void WeightsCountAsRows()
    {
        float[] values = [0, 1, 3, 10, 11, 12.5f], repeated = [0, 1, 1, 1, 3, 10, 11, 12.5f, 12.5f];
        var options = new GaussianMixtureOptions { Clusters = 2, MaxClusters = 2 };
        TrainedPredictor weighted = Train(options, values, 1, [1, 3, 1, 1, 1, 2]), plain = Train(options, repeated, 1);
        Assert.Equal(plain.Log.Objective, weighted.Log.Objective, 1e-9);
        Assert.Equal(plain.Log.Tried![0].Criterion, weighted.Log.Tried![0].Criterion, 1e-7);
    }

    [Fact]
    public void NumbersGoFromTheLargestDownWhateverTheSeed()
    {
        var (values, _) = Planted(3);
        int[][] assigned = [.. Enumerable.Range(0, 4).Select(seed => Assigned(Train(new GaussianMixtureOptions { Clusters = 3, Seed = seed }, values, 2).Predictor, values, 2))];
        Assert.All(assigned, own => Assert.Equal(assigned[0], own));
        int[] sizes = [.. Enumerable.Range(0, 3).Select(k => assigned[0].Count(c => c == k))];
        Assert.Equal(sizes.OrderDescending(), sizes);
    }

    [Theory]
    [InlineData(Covariance.Full)]
    [InlineData(Covariance.Diagonal)]
    [InlineData(Covariance.Tied)]
    [InlineData(Covariance.Spherical)]
    public void APositionThatIsTheSameInAllRowsIsLeftOutAndNamed(Covariance covariance)
    {
        var (values, _) = Planted(1);
        float[] wider = [.. values.Chunk(2).SelectMany(static row => (float[])[row[0], 7, row[1]])];
        TrainedPredictor narrow = Train(new GaussianMixtureOptions { Clusters = 3, Covariance = covariance }, values, 2), wide = Train(new GaussianMixtureOptions { Clusters = 3, Covariance = covariance }, wider, 3);
        Assert.Equal("the feature at position 1 is the same in all training rows: the mixture leaves it out, and other values of it change no cluster", Assert.Single(wide.Warnings));
        Assert.Equal(narrow.Log.Objective, wide.Log.Objective);
        float[] other = [.. wider.Select(static (value, i) => i % 3 == 1 ? 900 : value)];
        Assert.Equal(Scores(narrow.Predictor, values, 2), Scores(wide.Predictor, other, 3));
    }

    [Fact]
    public void NumbersWhoseCovarianceIsSingularAreLeftOutOfTheChoiceAndNamed()
    {
        var options = new GaussianMixtureOptions { Clusters = 2, MaxClusters = 5, Regularization = 0, Covariance = Covariance.Spherical };
        TrainedPredictor trained = Train(options, [1, 2, 10, 11, 12], 1);
        Assert.Contains(trained.Log.Tried!, static tried => tried.Count == 2);
        Assert.DoesNotContain(trained.Log.Tried!, static tried => tried.Count == 5);
        Assert.Contains(trained.Warnings, static warning => warning.StartsWith("BIC does not know all numbers. With 5 clusters a covariance is singular", StringComparison.Ordinal));
    }

    [Fact]
    public void RowsThatMakeNoMixtureAreNamed()
    {
        float[] told = [.. Enumerable.Range(0, 60).SelectMany(static i => (float[])[i % 10 + (i % 2 * 50), 2 * (i % 10 + (i % 2 * 50))])], still = [.. told.Select(static (value, place) => place % 2 == 0 ? value : value < 50 ? 3 : 8)];
        Assert.Equal(
            "With 2 clusters a covariance is singular, whatever the beginning: the features before the feature at position 1 tell it exactly; raise Regularization, ask for fewer clusters, or take Covariance.Diagonal",
            Refused(new GaussianMixtureOptions { Clusters = 2, Regularization = 0 }, told, 2));
        Assert.Equal(2, Train(new GaussianMixtureOptions { Clusters = 2, Regularization = 0, Covariance = Covariance.Diagonal }, told, 2).Predictor.Outputs);
        // A diagonal refuses the same variance, and is no way out.
        foreach (Covariance covariance in new[] { Covariance.Full, Covariance.Tied, Covariance.Diagonal })
        {
            Assert.Equal(
                "With 2 clusters a covariance is singular, whatever the beginning: the feature at position 1 does not vary within a cluster; raise Regularization, or ask for fewer clusters",
                Refused(new GaussianMixtureOptions { Clusters = 2, Regularization = 0, Covariance = covariance }, still, 2));
        }
        Assert.Contains("a covariance is singular, whatever the beginning: the rows of a cluster are all the same", Refused(new GaussianMixtureOptions { Clusters = 2, Regularization = 0, Covariance = Covariance.Spherical }, [1, 1, 1, 5, 5, 5], 1), StringComparison.Ordinal);
        Assert.Contains("The training rows are 4, of which 1 differ, and 2 clusters were asked for; there is nothing to divide", Refused(new GaussianMixtureOptions { Clusters = 2 }, [3, 3, 3, 3], 1), StringComparison.Ordinal);
        Assert.Contains("of which 3 differ, and 5 clusters were asked for", Refused(new GaussianMixtureOptions { Clusters = 2, MaxClusters = 5 }, [1, 2, 3, 3], 1), StringComparison.Ordinal);
        Assert.Contains("MaxClusters is 3, below Clusters, 4", Refused(new GaussianMixtureOptions { Clusters = 4, MaxClusters = 3 }, [1, 2, 3, 4, 5], 1), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(static () => new GaussianMixtureOptions { Clusters = 1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new GaussianMixtureOptions { MaxClusters = 4097 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new GaussianMixtureOptions { Covariance = (Covariance)4 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new GaussianMixtureOptions { Regularization = double.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new GaussianMixtureOptions { Tolerance = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new GaussianMixtureOptions { Restarts = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(static () => new GaussianMixtureOptions { MaxIterations = 0 });

        static string Refused(GaussianMixtureOptions options, float[] values, int width) => Assert.Throws<TrainingException>(() => Train(options, values, width)).Message;
    }

    [Fact]
    public void AMixtureThatStopsEarlySaysSo()
    {
        var (values, _) = Planted(2);
        Assert.False(Train(new GaussianMixtureOptions { Clusters = 5, MaxIterations = 1, Tolerance = 0 }, values, 2).Log.Converged);
        Assert.True(Train(new GaussianMixtureOptions { Clusters = 3 }, values, 2).Log.Converged);
    }

    private static void Near(double[] expected, ReadOnlySpan<double> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-8);
    }

    // What the inverse factors are of, as scikit-learn writes it.
    private static double[] Covariances(Mixture mixture, Covariance covariance)
    {
        double[] scales = mixture.Scales.ToArray();
        if (covariance is Covariance.Diagonal or Covariance.Spherical) return [.. scales.Select(static s => 1 / (s * s))];
        return [.. scales.Chunk(Width * (Width + 1) / 2).SelectMany(static own =>
        {
            // The factor by columns: L·S is the identity.
            var factor = new double[Width, Width];
            for (int j = 0; j < Width; j++)
            {
                factor[j, j] = 1 / own[At(j, j)];
                for (int i = j + 1; i < Width; i++)
                    for (int m = j; m < i; m++) factor[i, j] -= own[At(i, m)] * factor[m, j] / own[At(i, i)];
            }
            return Enumerable.Range(0, Width * Width).Select(place => Enumerable.Range(0, Width).Sum(m => factor[place / Width, m] * factor[place % Width, m]));
        })];

        static int At(int i, int j) => (i * (i + 1) / 2) + j;
    }

    private static Mixture Run(Covariance covariance, int threads)
    {
        float[] rows = KMeansTests.Rows();
        var mixture = new Mixture(new RowMatrix(rows, [.. Enumerable.Repeat(1f, Count)], Width), 4, covariance, 1e-6);
        double[] ones = covariance switch
        {
            Covariance.Full => [.. Enumerable.Repeat((double[])[1, 0, 1, 0, 0, 1], 4).SelectMany(static own => own)],
            Covariance.Tied => [1, 0, 1, 0, 0, 1],
            Covariance.Diagonal => [.. Enumerable.Repeat(1.0, 12)],
            _ => [1, 1, 1, 1],
        };
        mixture.Begin([0.25, 0.25, 0.25, 0.25], [.. rows.Take(4 * Width).Select(static v => (double)v)], ones);
        mixture.Run(60, 0, new TrainingControl { Threads = threads });
        return mixture;
    }

    private static (float[] Values, int[] Clusters) Planted(int seed)
    {
        var random = new Random(seed);
        int[] planted = [.. Enumerable.Range(0, 600).Select(static i => i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2)];
        return ([.. planted.SelectMany(k =>
        {
            double a = Normal(), b = Normal();
            return k switch
            {
                0 => (float[])[(float)(3 * a), (float)((1.5 * a) + (0.5 * b))],
                1 => [(float)(10 + a), (float)(-6 + (2 * b))],
                _ => [(float)(-8 + (0.5 * a)), (float)(8 + (0.5 * b))],
            };
        })], planted);

        // Box and Muller.
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    private static TrainedPredictor Train(GaussianMixtureOptions options, float[] values, int width, float[]? weights = null) =>
        options.Train(new TrainingProblem { Rows = KMeansTests.Design(values, width, weights), Target = TargetKind.Cluster }, new TrainingControl());

    private static float[] Scores(Predictor predictor, float[] values, int width)
    {
        int rows = values.Length / width;
        var scores = new float[rows * predictor.Outputs];
        predictor.Score(new SparseRows([.. Enumerable.Range(0, rows + 1).Select(i => i * width)], [.. values.Select((_, i) => i % width)], values), scores);
        return scores;
    }

    private static int[] Assigned(Predictor predictor, float[] values, int width) =>
        [.. Scores(predictor, values, width).Chunk(predictor.Outputs).Select(static own => Array.IndexOf(own, own.Max()))];
}
