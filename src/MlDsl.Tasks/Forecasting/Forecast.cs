using MlDsl.Training;

namespace MlDsl;

/// <summary>
/// Forecast series: the steps that follow what is known of each, with intervals. The label is the value; <see cref="EventTimeAttribute"/> says of which step it is, and
/// <see cref="GroupAttribute"/>, where there is one, of which series. <see cref="ModelAttribute{TRow, TTask}.Horizon"/> is how many steps are forecast at once, and
/// <see cref="SeriesAttribute"/> says more.
/// </summary>
[Task(
    "Forecast", Target = TargetKind.Value, Labels = LabelKinds.Number, Shape = TaskShape.Series, DefaultTrainer = typeof(ThetaAttribute), Base = typeof(ForecastModel<,,>))]
public sealed class Forecast : ITask;
