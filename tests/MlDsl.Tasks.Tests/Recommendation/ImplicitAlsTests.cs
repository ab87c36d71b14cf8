using MlDsl.Training;

namespace MlDsl.Tasks.Tests.Recommending;

public sealed class ImplicitAlsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 1)]
    [InlineData(1, 2)]
    public void FactorsAreThoseOfDenseEquationsFromTheSameStart(double growth, int threads)
    {
        const int Users = 23, Items = 17, Width = 5;
        var options = new ImplicitAlsOptions { Factors = Width, Iterations = 10, Alpha = 2.5, Penalty = 0.7, PenaltyGrowth = growth };
        float[,] events = Events(Users, Items);
        FactorMatrix start = new FactorMatrix(Items, Width).Draw(5, 1, 0.1);
        double[,] items = new double[Items, Width], users = new double[Users, Width];
        for (int i = 0; i < Items; i++)
            for (int k = 0; k < Width; k++) items[i, k] = start[i][k];

        var (u, v, log) = ImplicitAls.Fit(Read(events), new FactorMatrix(Users, Width), start, options, new TrainingControl { Threads = threads });
        for (int sweep = 0; sweep < 10; sweep++)
        {
            users = Solved(events, items, options, transposed: false);
            items = Solved(events, users, options, transposed: true);
        }

        for (int k = 0; k < Width; k++)
        {
            for (int i = 0; i < Users; i++) Assert.Equal(users[i, k], u[i][k], 1e-8);
            for (int i = 0; i < Items; i++) Assert.Equal(items[i, k], v[i][k], 1e-8);
        }
        Assert.Equal(Loss(events, users, items, options), log.Objective, 1e-6);
    }

    [Fact]
    public void TheSameSeedGivesTheSameBytesOnAnyNumberOfThreads()
    {
        TrainSet<Watch> train = Watches.Train(Watches.Many(2500, 200, 1));
        byte[] Bytes(RecommenderOptions options, int threads)
        {
            using var stream = new MemoryStream();
            Evening.Fit(train, options, new TrainingControl { Threads = threads }).Save(stream);
            return stream.ToArray();
        }

        foreach (RecommenderOptions options in new RecommenderOptions[] { new ImplicitAlsOptions { Factors = 6, Iterations = 3 }, new ExplicitAlsOptions { Factors = 6, Iterations = 3 }, new ItemNeighboursOptions(), new BprOptions { Factors = 4, Iterations = 2 } })
            Assert.Equal(Bytes(options, 1), Bytes(options, 3));
        Assert.NotEqual(Bytes(new ImplicitAlsOptions { Factors = 6, Iterations = 3 }, 1), Bytes(new ImplicitAlsOptions { Factors = 6, Iterations = 3, Seed = 1 }, 1));
    }

    private static float[,] Events(int users, int items)
    {
        var draws = new Random(11);
        var events = new float[users, items];
        for (int u = 0; u < users; u++)
            for (int i = 0; i < items; i++) events[u, i] = draws.Next(4) == 0 || i == u % items ? 1 + draws.Next(5) : 0;
        return events;
    }

    private static Interactions Read(float[,] events)
    {
        List<int> starts = [0], indexes = [];
        List<float> values = [];
        for (int u = 0; u < events.GetLength(0); u++)
        {
            for (int i = 0; i < events.GetLength(1); i++)
            {
                if (events[u, i] == 0) continue;
                indexes.Add(i);
                values.Add(events[u, i]);
            }
            starts.Add(indexes.Count);
        }
        return new Interactions(new InteractionMatrix(events.GetLength(1), [.. starts], [.. indexes], [.. values]), 0);
    }

    // x = (Yᵀ C Y + λ nᵛ I)⁻¹ Yᵀ C p with every pair in C, by elimination with pivots: nothing in common with what is tested.
    private static double[,] Solved(float[,] events, double[,] other, ImplicitAlsOptions options, bool transposed)
    {
        int rows = events.GetLength(transposed ? 1 : 0), columns = events.GetLength(transposed ? 0 : 1), width = other.GetLength(1);
        var solved = new double[rows, width];
        for (int row = 0; row < rows; row++)
        {
            var matrix = new double[width, width + 1];
            int count = 0;
            for (int column = 0; column < columns; column++)
            {
                float happened = transposed ? events[column, row] : events[row, column];
                double confidence = 1 + (options.Alpha * happened), preference = happened > 0 ? 1 : 0;
                if (happened > 0) count++;
                for (int i = 0; i < width; i++)
                {
                    for (int j = 0; j < width; j++) matrix[i, j] += confidence * other[column, i] * other[column, j];
                    matrix[i, width] += confidence * preference * other[column, i];
                }
            }
            for (int i = 0; i < width; i++) matrix[i, i] += options.Penalty * Math.Pow(count, options.PenaltyGrowth);
            Eliminate(matrix, width);
            for (int i = 0; i < width; i++) solved[row, i] = matrix[i, width];
        }
        return solved;
    }

    private static void Eliminate(double[,] matrix, int width)
    {
        for (int column = 0; column < width; column++)
        {
            int pivot = Enumerable.Range(column, width - column).MaxBy(r => Math.Abs(matrix[r, column]));
            for (int j = 0; j <= width; j++) (matrix[column, j], matrix[pivot, j]) = (matrix[pivot, j], matrix[column, j]);
            for (int row = 0; row < width; row++)
            {
                if (row == column) continue;
                double factor = matrix[row, column] / matrix[column, column];
                for (int j = column; j <= width; j++) matrix[row, j] -= factor * matrix[column, j];
            }
        }
        for (int row = 0; row < width; row++) matrix[row, width] /= matrix[row, row];
    }

    private static double Loss(float[,] events, double[,] users, double[,] items, ImplicitAlsOptions options)
    {
        double loss = 0;
        for (int u = 0; u < events.GetLength(0); u++)
        {
            for (int i = 0; i < events.GetLength(1); i++)
            {
                double score = Enumerable.Range(0, users.GetLength(1)).Sum(k => users[u, k] * items[i, k]), error = (events[u, i] > 0 ? 1 : 0) - score;
                loss += (1 + (options.Alpha * events[u, i])) * error * error;
            }
        }
        for (int side = 0; side < 2; side++)
        {
            double[,] factors = side == 0 ? users : items;
            for (int row = 0; row < factors.GetLength(0); row++)
            {
                int count = Enumerable.Range(0, events.GetLength(1 - side)).Count(j => (side == 0 ? events[row, j] : events[j, row]) > 0);
                loss += options.Penalty * Math.Pow(count, options.PenaltyGrowth) * Enumerable.Range(0, factors.GetLength(1)).Sum(k => factors[row, k] * factors[row, k]);
            }
        }
        return loss;
    }
}
