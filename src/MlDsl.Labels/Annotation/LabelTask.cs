namespace MlDsl.Labels;

/// <summary>What annotators are asked.</summary>
public enum LabelTask
{
    /// <summary>Which one of the classes an item is.</summary>
    Choice,

    /// <summary>Which of the classes an item has; none and all are answers too.</summary>
    Multiple,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Which of two columns is better, or neither: the classes <c>first</c>, <c>second</c> and <c>tie</c> unless named otherwise.</summary>
    Preference,

    /// <summary>A text of the annotator's own.</summary>
    Text,
}

/// <summary>A class that an item may be of.</summary>
/// <param name="Name">Its name, as labels have it.</param>
/// <param name="Key">The character that is typed for it.</param>
/// <param name="Description">What it means; may be empty.</param>
public sealed record LabelClass(string Name, char Key, string Description = "");
