using Microsoft.ML;
using Microsoft.ML.Transforms.Text;
using MlDsl.MlNet.Models;

// The folder into which the models go.
string folder = Directory.CreateDirectory(args[0]).FullName;
var context = new MLContext(seed: 1);
IDataView rows = context.Data.LoadFromEnumerable(Ticket.Rows(600, seed: 1, isOdd: false));
var features = context.Transforms.Concatenate("Features", "Length", "Hours", "Marks").Append(context.Transforms.NormalizeMinMax("Features"));
var topics = context.Transforms.Conversion.MapValueToKey("Label", "Topic").Append(features);
var words = context.Transforms.Text.FeaturizeText("Features", new TextFeaturizingEstimator.Options { StopWordsRemoverOptions = new StopWordsRemovingEstimator.Options() }, "Text");
var regression = context.Regression.Trainers.Sdca("Hours", "Shown", maximumNumberOfIterations: 5);

Save("bayes", topics.Append(context.MulticlassClassification.Trainers.NaiveBayes()).Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel")));
Save("pairs", topics.Append(context.MulticlassClassification.Trainers.PairwiseCoupling(context.BinaryClassification.Trainers.AveragedPerceptron())).Append(context.Transforms.Conversion.MapKeyToValue("PredictedLabel")));
Save("fields", context.Transforms.Concatenate("Times", "Hours", "Length").Append(context.Transforms.NormalizeMinMax("Times")).Append(context.BinaryClassification.Trainers.FieldAwareFactorizationMachine(["Times", "Marks"], "Urgent")));
Save("odd", features.Append(context.AnomalyDetection.Trainers.RandomizedPca(rank: 2)));
Save("stops", words.Append(context.BinaryClassification.Trainers.SdcaLogisticRegression("Urgent", maximumNumberOfIterations: 5)));
Save("mapping", context.Transforms.CustomMapping<Waiting, Days>(DaysMapping.Map, nameof(DaysMapping)).Append(context.Transforms.Concatenate("Shown", "Waited", "Length")).Append(regression));
Save("plain", context.Transforms.Categorical.OneHotEncoding("Kind", "Topic").Append(context.Transforms.Concatenate("Shown", "Kind", "Length", "Marks")).Append(regression));

void Save(string name, IEstimator<ITransformer> estimator) => context.Model.Save(estimator.Fit(rows), rows.Schema, Path.Combine(folder, name + ".zip"));
