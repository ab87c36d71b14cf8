using MlDsl.Tasks.Decisions;

namespace MlDsl.Tasks.Tests.Decisions;

/// <summary>What a simulated reward is.</summary>
public enum SimulatedReward
{
    /// <summary>Something that happens in some of 100 cases.</summary>
    Flag,

    /// <summary>A number between 0 and 5, of which most are 0.</summary>
    Spent,

    /// <summary>A normal number, about which nothing is said.</summary>
    Normal,
}

/// <summary>
/// A log of an ε-greedy policy over ten actions, of which values of other policies are known: a context x is uniform from 0 to 2, and the policy's own action is ⌊5x⌋.
/// </summary>
/// <param name="kind">What rewards are.</param>
/// <param name="seed">The run.</param>
internal sealed class SimulatedLog(SimulatedReward kind, int seed)
{
    public const int Rows = 2000, Actions = 10, Policies = 5;
    private const double Epsilon = 0.1;
    private const int Folds = 5;

    private readonly Random random = new(unchecked((seed * 7919) + (int)kind));

    public RewardRange? Range => kind switch { SimulatedReward.Flag => RewardRange.Flag, SimulatedReward.Spent => new(0, 5), _ => null };

    /// <summary>The probability of an action: another one always, all alike, another one nearly always, by what actions earn, and another one for every second context.</summary>
    public static double Probability(int policy, SimulatedReward kind, double x, int action)
    {
        int own = Own(x), other = (own + 3) % Actions;
        switch (policy)
        {
            case 0: return action == other ? 1 : 0;
            case 1: return 1.0 / Actions;
            case 2: return (action == other ? 0.9 : 0) + (0.1 / Actions);
            case 3:
                double sum = 0;
                for (int each = 0; each < Actions; each++) sum += Math.Exp(2 * Mean(kind, x, each));
                return Math.Exp(2 * Mean(kind, x, action)) / sum;
            default: return action == (x < 1 ? own : other) ? 1 : 0;
        }
    }

    /// <summary>What a policy earns, by a sum over 20,000 contexts.</summary>
    public static double Truth(int policy, SimulatedReward kind)
    {
        const int Steps = 20_000;
        double sum = 0;
        for (int step = 0; step < Steps; step++)
        {
            double x = 2 * (step + 0.5) / Steps;
            for (int action = 0; action < Actions; action++) sum += Probability(policy, kind, x, action) * Mean(kind, x, action);
        }
        return sum / Steps;
    }

    /// <summary>The log, and the probabilities of each policy in its contexts.</summary>
    public (OffPolicySample Sample, double[][] Policies) Draw()
    {
        double[] contexts = new double[Rows], rewards = new double[Rows], logged = new double[Rows * Actions];
        int[] taken = new int[Rows];
        for (int row = 0; row < Rows; row++)
        {
            double x = contexts[row] = 2 * random.NextDouble();
            int own = Own(x), action = taken[row] = random.NextDouble() < Epsilon ? random.Next(Actions) : own;
            for (int each = 0; each < Actions; each++) logged[(row * Actions) + each] = (Epsilon / Actions) + (each == own ? 1 - Epsilon : 0);
            rewards[row] = Reward(Mean(kind, x, action));
        }
        double[][] policies = [.. Enumerable.Range(0, Policies).Select(policy => (double[])[.. Enumerable.Range(0, Rows * Actions).Select(place => Probability(policy, kind, contexts[place / Actions], place % Actions))])];
        return (new()
        {
            Actions = Actions,
            Logged = logged,
            Taken = taken,
            Rewards = rewards,
            NameOf = static row => $"row {row}",
            ActionName = static action => $"{action}",
            Range = Range,
            Expected = Expected(contexts, taken, rewards),
        }, policies);
    }

    private static int Own(double x) => (int)(5 * x) % Actions;

    private static double Mean(SimulatedReward kind, double x, int action)
    {
        double level = (0.5 * Math.Sin((2 * x) + action)) + (0.1 * action);
        return kind switch
        {
            SimulatedReward.Flag => 0.02 + (0.28 / (1 + Math.Exp(2 - (3 * level)))),
            SimulatedReward.Spent => 0.3 + (0.5 / (1 + Math.Exp(-level))),
            _ => level,
        };
    }

    private double Reward(double mean)
    {
        switch (kind)
        {
            case SimulatedReward.Flag: return random.NextDouble() < mean ? 1 : 0;
            // Something is spent in one of two and a half cases, of the mean 2.5 · mean.
            case SimulatedReward.Spent: return random.NextDouble() < 0.4 ? 5 * mean * random.NextDouble() : 0;
            default: return mean + (Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }
    }

    // A line over contexts for each action, of the other folds: a model that is wrong, as models are.
    private double[] Expected(double[] contexts, int[] taken, double[] rewards)
    {
        var expected = new double[Rows * Actions];
        for (int fold = 0; fold < Folds; fold++)
        {
            double all = Enumerable.Range(0, Rows).Where(row => row % Folds != fold).Average(row => rewards[row]);
            for (int action = 0; action < Actions; action++)
            {
                // Ridge of precision 1 around the mean of all.
                double n = 1, sx = 0, sxx = 1, sy = 0, sxy = 0;
                for (int row = 0; row < Rows; row++)
                {
                    if (row % Folds == fold || taken[row] != action) continue;
                    double x = contexts[row] - 1, y = rewards[row] - all;
                    (n, sx, sxx, sy, sxy) = (n + 1, sx + x, sxx + (x * x), sy + y, sxy + (x * y));
                }
                double determinant = (n * sxx) - (sx * sx), level = ((sxx * sy) - (sx * sxy)) / determinant, slope = ((n * sxy) - (sx * sy)) / determinant;
                for (int row = fold; row < Rows; row += Folds)
                {
                    double said = all + level + (slope * (contexts[row] - 1));
                    expected[(row * Actions) + action] = Range is { } range ? Math.Clamp(said, range.Least, range.Most) : said;
                }
            }
        }
        return expected;
    }
}
