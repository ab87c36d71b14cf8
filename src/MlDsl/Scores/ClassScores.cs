using System.Globalization;
using System.Text;

namespace MlDsl;

/// <summary>How likely each class is: what a multiclass model says of one row.</summary>
/// <remarks>A view of the caller's memory that allocates nothing; it is valid as long as that memory is not written again.</remarks>
/// <typeparam name="TLabel">The type of the label, usually an enum.</typeparam>
public readonly ref struct ClassScores<TLabel>
    where TLabel : notnull
{
    private readonly ReadOnlySpan<TLabel> classes;
    private readonly ReadOnlySpan<float> probabilities;

    /// <summary>Views probabilities by class.</summary>
    /// <param name="classes">The classes, at least one, each once.</param>
    /// <param name="probabilities">The probability of each class, in the same order; not checked one by one.</param>
    /// <exception cref="ArgumentException">There is no class, or the lengths differ.</exception>
    public ClassScores(ReadOnlySpan<TLabel> classes, ReadOnlySpan<float> probabilities)
    {
        if (classes.IsEmpty || classes.Length != probabilities.Length) ThrowLengths(classes.Length, probabilities.Length);
        this.classes = classes;
        this.probabilities = probabilities;
    }

    /// <summary>The number of classes.</summary>
    public int Count => classes.Length;

    /// <summary>The most likely class; the first of equals.</summary>
    public TLabel Best => classes[BestIndex];

    /// <summary>How likely the most likely class is.</summary>
    public Probability BestProbability => Probability.Unchecked(probabilities[BestIndex]);

    private int BestIndex
    {
        get
        {
            int best = 0;
            for (int i = 1; i < probabilities.Length; i++)
                if (probabilities[i] > probabilities[best]) best = i;
            return best;
        }
    }

    /// <summary>How likely a class is.</summary>
    /// <exception cref="ArgumentException">The model does not know <paramref name="label"/>.</exception>
    public Probability this[TLabel label]
    {
        get
        {
            for (int i = 0; i < classes.Length; i++)
                if (EqualityComparer<TLabel>.Default.Equals(classes[i], label)) return Probability.Unchecked(probabilities[i]);
            throw Unknown(label);
        }
    }

    /// <summary>Each class with its probability, in the model's order: a copy that outlives the memory and can be serialized.</summary>
    public ClassScore<TLabel>[] ToArray()
    {
        var scores = new ClassScore<TLabel>[Count];
        for (int i = 0; i < scores.Length; i++) scores[i] = new(classes[i], Probability.Unchecked(probabilities[i]));
        return scores;
    }

    /// <summary>Walks the classes in the model's order.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Each class with its probability, in the model's order and in every culture alike.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach ((TLabel label, Probability probability) in this)
            text.Append(text.Length == 0 ? "" : ", ").Append(CultureInfo.InvariantCulture, $"{label} {probability.Value:0.000}");
        return text.ToString();
    }

    private ArgumentException Unknown(TLabel label) =>
        new($"'{label}' is not a class of this model; it knows {string.Join(", ", classes.ToArray())}", nameof(label));

    private static void ThrowLengths(int classes, int probabilities) =>
        throw new ArgumentException($"Class scores need one probability for each of at least one class, not {probabilities} for {classes}");

    /// <summary>The walk over the classes.</summary>
    public ref struct Enumerator
    {
        private readonly ClassScores<TLabel> scores;
        private int index;

        internal Enumerator(ClassScores<TLabel> scores)
        {
            this.scores = scores;
            index = -1;
        }

        /// <summary>The class reached.</summary>
        public readonly ClassScore<TLabel> Current => new(scores.classes[index], Probability.Unchecked(scores.probabilities[index]));

        /// <summary>Goes on to the next class; false behind the last one.</summary>
        public bool MoveNext() => ++index < scores.classes.Length;
    }
}
