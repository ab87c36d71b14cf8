namespace MlDsl.Training;

/// <summary>
/// Bayesian personalised ranking: an item that a user took is to score higher than one that he did not, of which one is drawn at every step of stochastic gradient descent.
/// </summary>
/// <remarks>
/// Rendle, Freudenthaler, Gantner and Schmidt-Thieme (2009), "BPR: Bayesian Personalized Ranking from Implicit Feedback". How strong events are plays no part. Steps follow each other on one
/// thread, so that the factors depend on the seed alone.
/// </remarks>
internal static class BayesianRanking
{
    // A user who took nearly everything may have no other item; then the step is left out.
    private const int MostDraws = 64;

    /// <summary>Draws factors and takes as many steps in each iteration as there are interactions. The last element of an item is its offset, and of a user 1.</summary>
    public static (FactorMatrix Users, FactorMatrix Items, TrainingLog Log) Fit(Interactions data, BprOptions options, TrainingControl control)
    {
        int factors = options.Factors, width = factors + 1;
        FactorMatrix users = new FactorMatrix(data.Users, width).Draw(options.Seed, 1, 0.1), items = new FactorMatrix(data.Items, width).Draw(options.Seed, 2, 0.1);
        for (int user = 0; user < data.Users; user++) users[user][^1] = 1;
        for (int item = 0; item < data.Items; item++) items[item][^1] = 0;
        int[] owners = Owners(data.ByUser);
        TrainingLog log = FactorTraining.Iterate(
            options.Iterations, control, iteration => Pass(data.ByUser, owners, users, items, options, EvaluationRandom.Stream((ulong)options.Seed, iteration + 2)));
        return (users, items, log);
    }

    private static double Pass(InteractionMatrix data, int[] owners, FactorMatrix users, FactorMatrix items, BprOptions options, ulong stream)
    {
        double loss = 0;
        long counted = 0;
        ulong at = 0;
        for (int step = 0; step < data.Count; step++)
        {
            int entry = Below(stream, at++, data.Count), user = owners[entry], taken = data.Indexes[entry], other = -1;
            ReadOnlySpan<int> own = data.IndexesOf(user);
            for (int draw = 0; draw < MostDraws && (other < 0 || own.BinarySearch(other) >= 0); draw++) other = Below(stream, at++, data.Columns);
            if (own.BinarySearch(other) >= 0) continue;
            loss += Step(users[user], items[taken], items[other], options);
            counted++;
        }
        return counted == 0 ? 0 : loss / counted;
    }

    private static double Step(Span<double> user, Span<double> taken, Span<double> other, BprOptions options)
    {
        double margin = FactorTraining.Dot(user, taken) - FactorTraining.Dot(user, other), rate = options.LearningRate, penalty = options.Penalty, pull = 1 / (1 + Math.Exp(margin));
        for (int i = 0; i < user.Length - 1; i++)
        {
            double u = user[i], t = taken[i], o = other[i];
            user[i] += rate * ((pull * (t - o)) - (penalty * u));
            taken[i] += rate * ((pull * u) - (penalty * t));
            other[i] += rate * ((-pull * u) - (penalty * o));
        }
        taken[^1] += rate * (pull - (penalty * taken[^1]));
        other[^1] += rate * (-pull - (penalty * other[^1]));
        return margin > 0 ? Math.Log(1 + Math.Exp(-margin)) : Math.Log(1 + Math.Exp(margin)) - margin;
    }

    private static int[] Owners(InteractionMatrix data)
    {
        var owners = new int[data.Count];
        for (int user = 0; user < data.Rows; user++) owners.AsSpan(data.Starts[user]..data.Starts[user + 1]).Fill(user);
        return owners;
    }

    private static int Below(ulong stream, ulong position, int count) => (int)(FactorMatrix.Unit(stream, position) * count);
}
